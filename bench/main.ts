import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CONTENDERS } from './contender.ts';
import { FANOUT_SCENARIOS, fanout } from './fanout.ts';
import { idle } from './idle.ts';

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
const servers = CONTENDERS.filter((name) => values.servers?.split(',').includes(name) ?? true);
const outcomes: Outcome[] = [];

/** Runs the workload named on the command line: `fanout` (with `--only TEXT`, the scenarios that hold it) or `idle`. */
async function run(workload: string | undefined): Promise<void> {
  if (workload === 'idle') return note('idle', 'bytes of memory per idle subscribed connection', await idle(servers));
  if (workload !== 'fanout')
    throw new Error('Say which workload: `npm run bench -- fanout` or `npm run bench -- idle`.');
  for (const scenario of FANOUT_SCENARIOS) {
    if (!scenario.name.includes(values.only ?? '')) continue;
    note(`fanout: ${scenario.name}`, 'microseconds of server CPU per delivery', await fanout(scenario, servers));
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
