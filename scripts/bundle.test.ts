import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';

let project: string;
beforeEach(() => {
  project = temporaryFolder();
  cpSync(path.join(PROJECT_ROOT, 'scripts'), path.join(project, 'scripts'), { recursive: true });
  mkdirSync(path.join(project, 'runtime', 'tools'), { recursive: true });
  // A folder of its own with links in it: the build keeps its temporary files beside the packages.
  mkdirSync(path.join(project, 'node_modules'));
  for (const name of ['esbuild', '@esbuild', 'graphql', 'graphql-ws', '@apollo', '@graphql-tools']) {
    symlinkSync(path.join(PROJECT_ROOT, 'node_modules', name), path.join(project, 'node_modules', name));
  }
  write('package.json', '{ "type": "module" }');
  write('package-lock.json', '{}');
  mkdirSync(path.join(project, 'runtime', 'services'));
  write('runtime/main.ts', `const answer: string = 'built'; console.log(answer);`);
  write('runtime/services/main.ts', `console.log('a service');`);
});

test('sources are built once, and again when one has changed or was added', () => {
  expect(build()).toMatchObject({ status: 0 });
  expect(runBundle('lynk')).toBe('built\n');
  const first = statSync(path.join(project, 'dist')).ino;
  build();
  expect(statSync(path.join(project, 'dist')).ino).toBe(first);

  write('runtime/main.ts', `import { word } from './word.ts'; console.log(word);`);
  write('runtime/word.ts', `export const word: string = 'again';`);
  build();
  expect(runBundle('lynk')).toBe('again\n');
  write('runtime/word.ts', `export const word: string = 'and again';`);
  build();
  expect(runBundle('lynk')).toBe('and again\n');
  write('runtime/tools/tool.ts', `console.log('a tool');`);
  build();
  expect(runBundle('tool')).toBe('a tool\n');
});

test('a fault in the sources is shown, and the old bundle stays', () => {
  build();
  write('runtime/main.ts', 'const = 1;');
  const { status, stderr } = build();
  expect(status).toBe(1);
  expect(stderr).toMatch(/runtime\/main.ts:1:6[\s\S]*The sources cannot be built/);
  expect(runBundle('lynk')).toBe('built\n');
});

test('stack traces name the sources', () => {
  write(
    'runtime/main.ts',
    `interface Nothing {}\n\nexport function fail(): Nothing {\n  throw new Error('here');\n}\nfail();`,
  );
  build();
  const script = `process.setSourceMapsEnabled(true); await import('./dist/lynk.js');`;
  const { stderr } = node(['--input-type=module', '-e', script]);
  expect(stderr).toMatch(/runtime\/main\.ts:4:9/);
});

test('packages of both kinds get the same graphql', () => {
  write(
    'runtime/main.ts',
    `import { buildSubgraphSchema } from '@apollo/subgraph';
     import { GraphQLSchema, parse, subscribe } from 'graphql';
     import { makeServer } from 'graphql-ws';
     const typeDefs = parse('type Query { hi: String }');
     const schema = buildSubgraphSchema({ typeDefs });
     makeServer({ schema, subscribe });
     console.log(schema instanceof GraphQLSchema);`,
  );
  expect(build()).toMatchObject({ status: 0, stderr: '' });
  expect(runBundle('lynk')).toBe('true\n');
});

test('a second copy of graphql is refused', () => {
  write('runtime/main.ts', `import 'graphql'; import 'graphql/index.mjs';`);
  expect(build()).toMatchObject({ status: 1, stderr: expect.stringMatching(/more than one copy of graphql/) });
  expect(existsSync(path.join(project, 'dist'))).toBe(false);
});

test('two builds at once leave a whole one', async () => {
  const script = `
    const { build } = await import('./scripts/bundle.mjs');
    await Promise.all([build(), build(), build()]);
  `;
  expect(node(['--input-type=module', '-e', script])).toMatchObject({ status: 0, stderr: '' });
  expect(runBundle('lynk')).toBe('built\n');
  expect(readFileSync(path.join(project, 'dist', 'inputs.json'), 'utf8')).toContain('runtime/main.ts');
});

function write(file: string, text: string): void {
  writeFileSync(path.join(project, file), text);
}

function build() {
  const script = `
    const { run } = await import('./scripts/project.mjs');
    const { ensureBuilt } = await import('./scripts/bundle.mjs');
    await run(ensureBuilt);
  `;
  return node(['--input-type=module', '-e', script]);
}

function runBundle(name: string): string {
  const { status, stdout, stderr } = node([path.join('dist', `${name}.js`)]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

function node(args: string[]) {
  return spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8', timeout: 20_000 });
}
