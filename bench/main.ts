import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CONTENDERS } from './contender.ts';
import { FANOUT_SCENARIOS, fanout } from './fanout.ts';
import { idle } from './idle.ts';
import { QUERY_SCENARIOS, QUERY_SERVERS, query } from './query.ts';

/** What `--json` writes: a workload's figures of Lynk beside those of the baselines, all from one run. */
interface Outcome {
  readonly workload: string;
  readonly unit: string;
  readonly lynk: object;
  readonly baselines: Record<string, object>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, only: { type: 'string' }, servers: { type: 'string' } },
});
const isWanted = ({ name }: { readonly name: string }) => name.includes(values.only ?? '');
const among = <Name extends string>(names: readonly Name[]) =>
  names.filter((name) => values.servers?.split(',').includes(name) ?? true);
const outcomes: Outcome[] = [];

/** Runs the workload named on the command line, of `fanout` and `query` the scenarios that hold `--only TEXT`. */
async function run(workload: string | undefined): Promise<void> {
  if (workload === 'idle')
    return note('idle', 'bytes of memory per idle subscribed connection', await idle(among(CONTENDERS)));
  if (workload === 'query') {
    for (const scenario of QUERY_SCENARIOS.filter(isWanted)) {
      note(
        `query: ${scenario.name}`,
        'microseconds of server CPU per query',
        await query(scenario, among(QUERY_SERVERS)),
      );
    }
    return;
  }
  if (workload !== 'fanout') throw new Error('Say which workload: `npm run bench -- fanout`, `idle` or `query`.');
  for (const scenario of FANOUT_SCENARIOS.filter(isWanted)) {
    note(
      `fanout: ${scenario.name}`,
      'microseconds of server CPU per delivery',
      await fanout(scenario, among(CONTENDERS)),
    );
  }
}

function note(workload: string, unit: string, figures: Record<string, object>): void {
  const { lynk = {}, ...baselines } = figures;
  outcomes.push({ workload, unit, lynk, baselines });
  console.log(`\n${workload} (${unit})`);
  console.table(figures);
}

try {
  await run(positionals[0]);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(outcomes, null, 2)}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
