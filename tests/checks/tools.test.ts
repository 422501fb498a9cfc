import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PlantedCopy, plantedCopy } from './planted-copy.ts';

let copy: PlantedCopy;
beforeAll(() => {
  copy = plantedCopy();
}, 60_000);
afterAll(() => copy.remove());

test('Biome sees what is not formatted, an any and a wrong file name', { timeout: 60_000 }, async () => {
  copy.plant('platform/planted/formatting.ts', 'export const a   = 1;\n');
  copy.plant('platform/planted/loose.ts', 'export const b: any = 1;\n');
  copy.plant('platform/planted/camelCase.ts', 'export const c = 1;\n');
  const { code, output } = await copy.run('biome', 'ci', '--error-on-warnings', '--colors=off', 'platform/planted');
  expect(code).not.toBe(0);
  expect(output).toMatch(/platform\/planted\/formatting\.ts format/);
  expect(output).toMatch(/platform\/planted\/loose\.ts:1:\d+ lint\/suspicious\/noExplicitAny/);
  expect(output).toMatch(/platform\/planted\/camelCase\.ts lint\/style\/useFilenamingConvention/);
});

test('the compiler sees a wrong type and an index that may be missing', { timeout: 120_000 }, async () => {
  copy.plant(
    'platform/planted/types.ts',
    "export const a: number = 'a';\nexport const b: string = [a].map(String)[0];\n",
  );
  const { code, output } = await copy.run('tsc', '--noEmit');
  expect(code).not.toBe(0);
  expect(output).toContain("platform/planted/types.ts(1,14): error TS2322: Type 'string' is not assignable");
  expect(output).toContain(
    "platform/planted/types.ts(2,14): error TS2322: Type 'string | undefined' is not assignable",
  );
});

test('knip sees an unused file, an unused export and an unused package', { timeout: 120_000 }, async () => {
  copy.plant('platform/planted/forgotten.ts', 'export const forgotten = 1;\n');
  copy.alter('platform/errors/errors.ts', (text) => `${text}\nexport const plantedExport = 1;\n`);
  copy.alter('package.json', (text) => text.replace('"dependencies": {', '"dependencies": {\n    "semver": "7.7.2",'));
  const { code, output } = await copy.run('knip', '--no-progress');
  expect(code).not.toBe(0);
  expect(output).toMatch(/Unused files[\s\S]*platform\/planted\/forgotten\.ts/);
  expect(output).toMatch(/Unused dependencies[\s\S]*semver/);
  expect(output).toMatch(/Unused exports[\s\S]*plantedExport/);
});

test('generated files that are stale are seen', { timeout: 180_000 }, async () => {
  copy.alter('schema/room.graphql', (text) => text.replace(/"""[^"]+"""/, '"""Another description."""'));
  copy.alter('schema/events/contracts.ts', (text) => text.replace('userId: z.uuid()', 'userId: z.string()'));
  copy.alter('subgraphs/user/resolvers.generated.ts', (text) => `${text}export type Planted = string;\n`);
  copy.alter('docs/api/reference/queries.md', (text) => text.replace('## room', '## rooms'));
  copy.plant('docs/api/reference/gone.md', '# Gone\n');
  const { code, output } = await copy.run('node', 'scripts/checks/generated.mjs');
  expect(code).not.toBe(0);
  expect(output).toContain('schema/supergraph.graphql is stale');
  expect(output).toContain('schema/events/user.created.json is stale');
  expect(output).toContain('docs/api/reference/queries.md is stale');
  expect(output).toContain('docs/api/reference/gone.md is stale');
  expect(output).toContain('subgraphs/user/resolvers.generated.ts: is stale');
});
