import { Pool } from 'undici';

/** What the bench asks of the process that asks queries. */
export type AskersCommand =
  | {
      readonly type: 'ask';
      readonly port: number;
      readonly token: string;
      readonly query: string;
      readonly variables: object;
      /** So many queries are under way at any time. */
      readonly atOnce: number;
    }
  | { readonly type: 'count' };

/** What that process says. */
export type AskersReport =
  | { readonly type: 'asking'; readonly answer: unknown }
  | { readonly type: 'count'; readonly queries: number; readonly latenciesMs: readonly number[] }
  | { readonly type: 'failed'; readonly reason: string };

let latenciesMs: number[] = [];

process.on('message', async (command: AskersCommand) => {
  if (command.type === 'count') {
    report({ type: 'count', queries: latenciesMs.length, latenciesMs });
    latenciesMs = [];
    return;
  }
  const { port, token, query, variables, atOnce } = command;
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: atOnce });
  const body = JSON.stringify({ query, variables });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const ask = async () => {
    const begunAt = performance.now();
    const response = await pool.request({ method: 'POST', path: '/graphql', headers, body });
    const text = await response.body.text();
    if (response.statusCode !== 200) throw new Error(text);
    latenciesMs.push(performance.now() - begunAt);
    return text;
  };
  const askOn = async () => {
    for (;;) await ask();
  };
  try {
    report({ type: 'asking', answer: JSON.parse(await ask()) });
    await Promise.all(Array.from({ length: atOnce }, askOn));
  } catch (error) {
    report({ type: 'failed', reason: String(error) });
  }
});
process.on('disconnect', () => process.exit());

function report(message: AskersReport): void {
  process.send?.(message, () => {});
}
