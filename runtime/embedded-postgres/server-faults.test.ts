import { expect, test } from 'vitest';
import { explainServerFault } from './server-faults.ts';

test.each([
  'FATAL:  could not write lock file "postmaster.pid": No space left on device',
  'PANIC:  could not write to file "pg_wal/xlogtemp.1": Disk quota exceeded',
  'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 6',
])('a full disk is told of as such: %s', (line) => {
  const fault = explainServerFault(['LOG:  starting', line, 'LOG:  shut down'], '/d', 'PostgreSQL did not start');
  expect(fault.message).toMatch(/^The disk that holds the data folder \/d is full/);
});

test('another fault is told in the words of the server', () => {
  const lines = ['LOG:  starting', 'FATAL:  data directory "/d" has wrong ownership', 'HINT:  The server must own it.'];
  expect(explainServerFault(lines, '/d', 'PostgreSQL did not start').message).toBe(
    'PostgreSQL did not start in /d: FATAL:  data directory "/d" has wrong ownership.',
  );
});

test('a server that says nothing is told of, too', () => {
  expect(explainServerFault([], '/d', 'PostgreSQL ended').message).toBe('PostgreSQL ended in /d: it gave no reason.');
});
