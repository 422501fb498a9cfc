import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PlantedCopy, plantedCopy } from './planted-copy.ts';

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

/** Rule → a file that breaks it, and what that file imports. Names of packages may be missing ones: that is one rule. */
const FAULTS: Readonly<Record<string, readonly [file: string, ...imports: string[]]>> = {
  'service-no-graphql': ['subgraphs/room/service/planted-graphql.ts', 'graphql'],
  'service-no-driver': ['subgraphs/room/service/planted-driver.ts', '#platform/postgres/postgres.ts'],
  'service-reaches-no-graphql': ['subgraphs/room/service/planted-way.ts', '#platform/planted/leads-to-graphql.ts'],
  'service-reaches-no-driver': ['subgraphs/room/service/planted-far.ts', '#platform/planted/postgres-leads-on.ts'],
  'resolvers-no-store': ['subgraphs/room/loaders.ts', '#platform/pubsub/pubsub.ts'],
  'subgraph-no-subgraph': ['subgraphs/room/planted-neighbour.ts', '#subgraphs/message/store/store.ts'],
  'gateway-no-subgraph': ['gateway/planted-subgraph.ts', '#subgraphs/message/store/store.ts'],
  'subgraph-no-gateway': ['subgraphs/room/planted-gateway.ts', '#gateway/planted-subgraph.ts'],
  'adapters-only-in-runtime': ['subgraphs/room/planted-adapter.ts', '#platform/pubsub/in-process.ts'],
  'adapters-build-on-their-own-kind': ['platform/planted/in-process.ts', '#platform/postgres/postgres.ts'],
  'platform-knows-nobody': ['platform/planted/subgraph.ts', '#subgraphs/message/store/store.ts'],
  'runtime-is-on-top': ['gateway/planted-runtime.ts', '#runtime/project-root.ts'],
  'schema-is-contracts-only': ['schema/events/planted.ts', '#platform/errors/errors.ts'],
  'client-stands-alone': ['client/planted.ts', '#platform/errors/errors.ts'],
  'tests-stay-tests': ['platform/planted/test-kit.ts', '#tests/checks/planted-copy.ts'],
  'scripts-need-nothing': ['scripts/planted.mjs', 'esbuild'],
  'no-development-dependencies': ['platform/planted/development.ts', 'esbuild'],
  'declared-dependencies': ['platform/planted/undeclared.ts', 'semver'],
  'driver-pg': ['platform/planted/driver.ts', 'pg'],
  resolvable: ['platform/planted/unresolved.ts', './nowhere.ts'],
  'no-orphans': ['platform/planted/orphan.ts'],
  'no-cycles': ['platform/planted/cycle-a.ts', './cycle-b.ts'],
};

/** What the files above need to be what they are. */
const ACCOMPLICES: Readonly<Record<string, string>> = {
  'platform/planted/leads-to-graphql.ts': "export * from './further-to-graphql.ts';\n",
  'platform/planted/further-to-graphql.ts': "export { parse } from 'graphql';\n",
  'platform/planted/postgres-leads-on.ts': "export { default as pg } from 'pg';\n",
  'platform/planted/cycle-b.ts': "import './cycle-a.ts';\n\nexport const b = 1;\n",
};

let copy: PlantedCopy;
let violations: readonly Violation[];
beforeAll(async () => {
  copy = plantedCopy();
  for (const [file, text] of Object.entries(ACCOMPLICES)) copy.plant(file, text);
  for (const [file, ...imports] of Object.values(FAULTS)) {
    copy.plant(file, `${imports.map((name) => `import '${name}';\n`).join('')}export const planted = 1;\n`);
  }
  const { output } = await copy.run('npm', 'run', '--silent', 'boundaries', '--', '--output-type', 'json');
  violations = JSON.parse(output).summary.violations;
}, 120_000);
afterAll(() => copy.remove());

test.each(Object.entries(FAULTS))('%s is seen', (rule, [file]) => {
  expect(violations.filter((violation) => violation.from === file).map(({ rule }) => rule.name)).toContain(rule);
});

test('each rule has a fault here, and the drivers share one', async () => {
  const names = await copy.run(
    'node',
    '-p',
    "require('./.dependency-cruiser.cjs').forbidden.map(({ name }) => name).join()",
  );
  const ownRules = names.output
    .trim()
    .split(',')
    .filter((name) => !name.startsWith('driver-') || name === 'driver-pg');
  expect(ownRules.sort()).toEqual(Object.keys(FAULTS).sort());
});

test('a violation ends the command with an error', async () => {
  const { code, output } = await copy.run('npm', 'run', '--silent', 'boundaries');
  expect(code).not.toBe(0);
  expect(output).toContain('error driver-pg: platform/planted/driver.ts');
});
