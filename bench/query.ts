import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child.ts';
import { type Contender, startGateway } from './contender.ts';
import { bestWindow, type Counted, type Latencies } from './measure.ts';
import type { AskersCommand, AskersReport } from './viewers/askers.ts';

/** Where the subgraphs are. */
export interface QueryScenario {
  readonly name: string;
  /** Whether their answers come from the gateway's own memory. */
  readonly isInProcess: boolean;
}

/** What one server cost in one scenario. */
export interface QueryFigures extends Latencies {
  readonly cpuMicrosPerQuery: number;
  readonly queriesPerSecond: number;
}

/** The scenarios of the workload `query`. */
export const QUERY_SCENARIOS: readonly QueryScenario[] = [
  { name: 'subgraphs in process', isInProcess: true },
  { name: 'subgraphs by HTTP', isInProcess: false },
];

/** The servers that are compared. */
export const QUERY_SERVERS = ['lynk', 'apollo-gateway', 'graphql-js'] as const;

const AUTHORS = 4;
const MESSAGES = 20;
const AT_ONCE = 4;
const WARM_UP_MS = 5_000;
/** Three subgraphs: the room's, its messages', and their authors'. */
const QUERY = `query Messages($roomId: ID!) {
  room(id: $roomId) {
    id
    name
    messages(last: ${MESSAGES}) {
      nodes { id body createdAt sender { id username displayName } }
      pageInfo { hasPreviousPage startCursor }
    }
  }
}`;

/** Measures a query for 20 messages with their authors on each of the servers. */
export async function query(
  scenario: QueryScenario,
  servers: readonly (typeof QUERY_SERVERS)[number][],
): Promise<Record<string, QueryFigures>> {
  const figures: Record<string, QueryFigures> = {};
  for (const name of servers) {
    const contender = await startGateway(name === 'lynk' ? 'lynk-gateway' : name, AUTHORS, 1, scenario.isInProcess);
    try {
      for (let index = 0; index < MESSAGES; index += 1) {
        contender.publish(0, 'A message of ordinary length, as people write them to each other every day.');
      }
      await sleep(1_000);
      figures[name] = await measure(contender);
    } finally {
      await contender.stop();
    }
  }
  return figures;
}

async function measure({ port, token, room, usage }: Contender): Promise<QueryFigures> {
  const askers = new Child<AskersCommand, AskersReport>('askers');
  try {
    const asking = askers.next('asking');
    const variables = { roomId: room(0) };
    askers.send({ type: 'ask', port, token: token(0) ?? '', query: QUERY, variables, atOnce: AT_ONCE });
    const { answer } = await asking;
    const authors = JSON.stringify(answer).match(/"displayName":"Ada Lovelace"/g)?.length;
    if (authors !== MESSAGES) throw new Error(`This is no answer: ${JSON.stringify(answer)}`);
    await sleep(WARM_UP_MS);
    const { found: _found, cpuMicrosPerUnit, unitsPerSecond, ...rest } = await bestWindow(usage, () => countOf(askers));
    return { cpuMicrosPerQuery: cpuMicrosPerUnit, queriesPerSecond: unitsPerSecond, ...rest };
  } finally {
    await askers.stop();
  }
}

async function countOf(askers: Child<AskersCommand, AskersReport>): Promise<Counted> {
  const answer = askers.next('count');
  askers.send({ type: 'count' });
  const { queries, latenciesMs } = await answer;
  return { count: queries, latenciesMs };
}
