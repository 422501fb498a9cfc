// npm run faults:cluster: three Cassandra nodes and three Redis nodes under traffic, while one of them is killed, paused or
// cut off (tests/faults/cluster/). As root, on a machine where "npm run stack:up" has installed the programs. It runs in a
// network namespace of its own: there the three loopback addresses are free, and the network can be cut without harm.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { Obstacle, PROJECT_ROOT, run } from './project.mjs';

/** Rules that cut come before the one that leads to local addresses, which is the first one otherwise. */
const SET_UP = 'ip link set lo up && ip rule add pref 1000 lookup local && ip rule del pref 0 && exec "$@"';

await run(async () => {
  if (process.getuid?.() !== 0) throw new Obstacle('Run it as root: it makes a network and users of its own.');
  const vitest = path.join(PROJECT_ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const command = [process.execPath, vitest, 'run', '--project', 'cluster', ...process.argv.slice(2)];
  const child = spawn('unshare', ['--net', 'nice', '-n', '5', 'bash', '-c', SET_UP, 'bash', ...command], {
    cwd: PROJECT_ROOT,
    stdio: 'inherit',
  });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
});
