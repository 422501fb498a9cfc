import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';

interface Machine {
  version: string;
  platform: string;
  arch: string;
  musl: boolean;
}
const module = pathToFileURL(path.join(PROJECT_ROOT, 'scripts', 'requirements.mjs')).href;
const { unmetRequirement, thisMachine } = (await import(module)) as {
  unmetRequirement: (machine: Machine) => string | undefined;
  thisMachine: () => Machine;
};
const good: Machine = { version: '20.19.0', platform: 'linux', arch: 'x64', musl: false };

test.each<Partial<Machine>>([
  {},
  { version: '22.0.0' },
  { version: '24.11.1', arch: 'arm64' },
  { platform: 'darwin' },
  { platform: 'darwin', arch: 'arm64' },
])('runs on %o', (difference) => {
  expect(unmetRequirement({ ...good, ...difference })).toBeUndefined();
});

test.each<[string, Partial<Machine>]>([
  ['Lynk needs Node 20.19 or later, and this is Node 20.18.3', { version: '20.18.3' }],
  ['Lynk needs Node 20.19 or later, and this is Node 18.20.8', { version: '18.20.8', platform: 'win32' }],
  ['Lynk does not run on Windows itself: install WSL', { platform: 'win32' }],
  ['Lynk needs a Linux with glibc, and this one has musl', { musl: true }],
  ['Lynk runs on Linux and macOS on x64 and arm64 processors, and this is linux-ppc64', { arch: 'ppc64' }],
  ['Lynk runs on Linux and macOS on x64 and arm64 processors, and this is freebsd-x64', { platform: 'freebsd' }],
])('%s', (sentence, difference) => {
  const told = unmetRequirement({ ...good, ...difference });
  expect(told).toContain(sentence);
  expect(told).toMatch(/^[^\n]+\.$/);
});

test('this machine meets the requirements, or no other test would run', () => {
  expect(unmetRequirement(thisMachine())).toBeUndefined();
});
