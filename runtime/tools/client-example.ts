import { apolloClientExample } from '#client/examples/apollo-client.ts';
import { urqlExample } from '#client/examples/urql.ts';
import { readConfig } from '../config.ts';
import { DEMO_PASSWORD } from '../seed/demo.ts';
import { StartupError } from '../startup-error.ts';

const EXAMPLES = { 'apollo-client': apolloClientExample, urql: urqlExample };

/** Runs an example of client/examples against the running Lynk, as a demo person of `npm run seed`. */
async function runExample([name = '', body = 'Hello from an example.']: readonly string[]): Promise<void> {
  const example = Object.entries(EXAMPLES).find(([known]) => known === name)?.[1];
  if (!example)
    throw new StartupError(`Usage: npm run client:example ${Object.keys(EXAMPLES).join('|')} ["WHAT TO SAY"]`);
  const { host, port } = readConfig();
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}/graphql`;
  await example({ url, identifier: 'grace', password: DEMO_PASSWORD, body }, (line) => console.log(line));
}

try {
  await runExample(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
