import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { npmStart } from '../kit/npm-start.ts';
import { descendants, killHard } from '../kit/process-tree.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { until } from '../kit/until.ts';

const isRoot = process.getuid?.() === 0;

/** The process id of the PostgreSQL server of a data folder. */
function serverPid(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('npm start', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'tells its address, answers there, and stops on %s',
    async (signal) => {
      const dataDir = path.join(temporaryFolder(), 'data');
      const run = npmStart({ LYNK_DATA_DIR: dataDir });
      const url = await run.ready();
      expect((await fetch(url)).status).toBeGreaterThan(0);
      const processes = descendants(run.child.pid ?? 0);
      expect(processes).toContain(serverPid(dataDir));
      run.child.kill(signal);
      expect(await run.ended).toMatchObject({
        code: 0,
        stderr: '',
        stdout: expect.stringContaining('Lynk is stopping'),
      });
      // The last of them may have ended and still wait for the system to take note of it.
      await until('all processes to be gone', () => !processes.some(isAlive));
    },
  );

  test('stops on a signal in the middle of a first start, and goes on from there at the next', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const run = npmStart({ LYNK_DATA_DIR: dataDir });
    await until('the making of the database', () => exists(path.join(dataDir, 'postgres')));
    run.child.kill('SIGINT');
    expect(await run.ended).toMatchObject({ code: 0, stderr: '' });
    await npmStart({ LYNK_DATA_DIR: dataDir }).ready();
  });

  test('ends at once on the second signal when something hangs', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const run = npmStart({ LYNK_DATA_DIR: dataDir });
    await run.ready();
    const server = serverPid(dataDir);
    process.kill(server, 'SIGSTOP');
    onTestFinished(() => void process.kill(server, 'SIGCONT'));
    let stdout = '';
    run.child.stdout?.on('data', (data) => {
      stdout += data;
    });
    run.child.kill('SIGINT');
    await until('the first signal to be heard', () => stdout.includes('stopping'));
    run.child.kill('SIGINT');
    expect((await run.ended).code).toBe(130);
  });

  test('stops in order when the npm that runs it is stopped', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const npm = spawn('npm', ['start'], {
      cwd: PROJECT_ROOT,
      env: { PATH: process.env['PATH'], LYNK_PORT: '0', LYNK_DATA_DIR: dataDir },
      stdio: 'ignore',
    });
    onTestFinished(() => killHard([...descendants(npm.pid ?? 0), npm.pid ?? 0].filter(Boolean)));
    await until('the server', () => exists(path.join(dataDir, 'postgres', 'data', 'postmaster.pid')));
    const processes = descendants(npm.pid ?? 0);
    npm.kill('SIGTERM');
    await until('all processes to end', () => !processes.some(isAlive));
    expect(exists(path.join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
  });

  test('leaves no server behind when it is killed, and just starts again', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    for (const victims of ['node', 'node', 'server and node', 'everything', 'everything']) {
      const run = npmStart({ LYNK_DATA_DIR: dataDir });
      await run.ready();
      const server = serverPid(dataDir);
      if (victims === 'everything') killHard(descendants(run.child.pid ?? 0));
      if (victims === 'server and node') killHard([server]);
      run.child.kill('SIGKILL');
      await run.ended;
    }
    const last = npmStart({ LYNK_DATA_DIR: dataDir });
    await last.ready();
    const server = serverPid(dataDir);
    last.child.kill('SIGKILL');
    await until('the server to end by itself', () => !isAlive(server));
  });

  test('of two starts at once on one data folder one runs and one says why not', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const runs = [npmStart({ LYNK_DATA_DIR: dataDir }), npmStart({ LYNK_DATA_DIR: dataDir })];
    const loser = await Promise.race(runs.map(async (run, index) => ({ index, ...(await run.ended) })));
    expect(loser).toMatchObject({ code: 1, stdout: '' });
    expect(loser.stderr).toMatch(
      /^The data folder \S+ is in use by another instance of Lynk \(process \d+\): [^\n]+\n$/,
    );
    await runs[1 - loser.index]?.ready();
  });
});

describe('a start that cannot be is one sentence and exit code 1', () => {
  const refused = async (env: Record<string, string>, sentence: RegExp, prefix: string[] = []) => {
    const { code, stdout, stderr } = await npmStart(env, prefix).ended;
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  };

  test('taken port, before anything is made', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const folder = temporaryFolder();
    const env = { LYNK_PORT: `${port}`, LYNK_DATA_DIR: path.join(folder, 'data') };
    await refused(env, /^Port \d+ is taken by another program: /);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('wrong setting', () => refused({ LYNK_PORT: '99999' }, /^LYNK_PORT must be a whole number from 0 to 65535/));

  test('data folder of a newer version', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(path.join(dataDir, 'version'), '99\n');
    await refused({ LYNK_DATA_DIR: dataDir }, /^The data folder \S+ was written by a newer version of Lynk/);
  });

  test.runIf(!isRoot || exists('/usr/bin/setpriv'))('data folder that cannot be written', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'data'), { mode: 0o555 });
    // Rights do not hold root back, so root tries it as nobody.
    const prefix = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    await refused({ LYNK_DATA_DIR: path.join(folder, 'data') }, /^The data folder \S+ is not writable: /, prefix);
  });

  test('a limit on the size of files, at the first start and later: nothing is damaged', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const full = /^The disk that holds the data folder \S+ is full: free some space/;
    for (const kilobytes of ['1', '100', '10000']) {
      await refused({ LYNK_DATA_DIR: dataDir }, full, withFileLimit(kilobytes));
    }
    const run = npmStart({ LYNK_DATA_DIR: dataDir });
    await run.ready();
    run.child.kill('SIGINT');
    await run.ended;
  });

  test.runIf(canMount())('a full disk, at the first start and later: nothing is damaged', async () => {
    const disk = temporaryFolder();
    const full = /^The disk that holds the data folder \S+ is full: free some space/;
    const mount = (size: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', disk]);
    const unmount = () => execFileSync('umount', ['-l', disk]);
    mount('20m');
    try {
      await refused({ LYNK_DATA_DIR: path.join(disk, 'data') }, full);
    } finally {
      unmount();
    }
    mount('100m');
    onTestFinished(() => void unmount());
    const first = npmStart({ LYNK_DATA_DIR: path.join(disk, 'data') });
    await first.ready();
    first.child.kill('SIGINT');
    await first.ended;
    const filler = path.join(disk, 'filler');
    execFileSync('sh', ['-c', `cat /dev/zero > ${filler} || true`], { stdio: 'ignore' });
    await refused({ LYNK_DATA_DIR: path.join(disk, 'data') }, full);
    execFileSync('rm', [filler]);
    await npmStart({ LYNK_DATA_DIR: path.join(disk, 'data') }).ready();
  });
});

function withFileLimit(blocks: string): string[] {
  return ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh'];
}

/** Whether this user may mount a small file system, as root on an ordinary machine may. */
function canMount(): boolean {
  if (!isRoot) return false;
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function exists(file: string): boolean {
  try {
    return readdirSync(path.dirname(file)).includes(path.basename(file));
  } catch {
    return false;
  }
}
