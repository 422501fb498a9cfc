import { readFileSync } from 'node:fs';
import { buildSchema, type DocumentNode, parse, print, validate } from 'graphql';
import ts from 'typescript';
import { expect, test } from 'vitest';
import * as documents from '../gql/graphql.ts';

const ROOT = new URL('../../', import.meta.url);
/** Where a program stands that somebody might write; it is never there. */
const PROGRAM = new URL('client/examples/planted.ts', ROOT).pathname;
const IMPORTS = `
import { ApolloClient } from '@apollo/client';
import { Client } from '@urql/core';
import { MY_ROOMS, SAY, WATCH } from './documents.ts';
declare const apollo: ApolloClient;
declare const urql: Client;
const roomId = 'r_1';
`;

const configFile = new URL('tsconfig.json', ROOT).pathname;
const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(configFile, ts.sys.readFile).config,
  ts.sys,
  new URL('.', ROOT).pathname,
);
/** What the compiler says of a program, each with the line that it is about. */
function compile(text: string): string[] {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  const source = `${IMPORTS}${text}\n`;
  host.getSourceFile = (name, ...rest) =>
    name === PROGRAM ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2023) : getSourceFile(name, ...rest);
  host.fileExists = (name) => name === PROGRAM || fileExists(name);
  host.readFile = (name) => (name === PROGRAM ? source : readFile(name));
  const program = ts.createProgram([PROGRAM], options, host);
  const file = program.getSourceFile(PROGRAM);
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ code, start = 0 }) => {
      const line = source
        .slice(source.lastIndexOf('\n', start) + 1)
        .split('\n')[0]
        ?.trim();
      return `TS${code} in ${line}`;
    },
  );
}

test('every generated document is valid in the API', () => {
  const schema = buildSchema(readFileSync(new URL('schema/api.graphql', ROOT), 'utf8'));
  const isDocument = (value: unknown): value is DocumentNode =>
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Document';
  const operations = Object.values(documents)
    .filter(isDocument)
    .filter(({ definitions }) => definitions.some(({ kind }) => kind === 'OperationDefinition'));
  expect(operations.length).toBeGreaterThan(20);
  for (const document of operations) expect(validate(schema, parse(print(document)))).toEqual([]);
});

test('right programs compile with both libraries', { timeout: 120_000 }, () => {
  expect(
    compile(`
export async function withApollo(): Promise<string | null | undefined> {
  const { data } = await apollo.query({ query: MY_ROOMS });
  await apollo.mutate({ mutation: SAY, variables: { input: { roomId, body: 'a', clientMessageId: '1' } } });
  apollo.subscribe({ query: WATCH, variables: { roomId, after: null } }).subscribe(({ data: item }) => {
    const event = item?.roomEvents.event;
    if (event?.__typename === 'MessageSent') console.log(event.message.sender?.displayName);
  });
  return data?.viewer?.rooms?.nodes[0]?.messages?.liveCursor;
}
export async function withUrql(): Promise<string | null | undefined> {
  const { data } = await urql.query(MY_ROOMS, {});
  await urql.mutation(SAY, { input: { roomId, body: 'a', clientMessageId: '1' } });
  urql.subscription(WATCH, { roomId }).subscribe(({ data: item }) => {
    const event = item?.roomEvents.event;
    if (event?.__typename === 'MessageSent') console.log(event.message.sender?.displayName);
  });
  return data?.viewer?.rooms?.nodes[0]?.messages?.liveCursor;
}`),
  ).toEqual([]);
});

/** Statements that must not compile, each for one reason. (urql itself takes variables that there are not.) */
const WRONG = [
  // A variable of another type, left out, and one that there is not.
  'apollo.subscribe({ query: WATCH, variables: { roomId: 1 } });',
  'apollo.subscribe({ query: WATCH, variables: {} });',
  'apollo.subscribe({ query: WATCH, variables: { roomId, room: 1 } });',
  'urql.subscription(WATCH, { roomId: 1 });',
  'urql.subscription(WATCH, {});',
  // A field of an input: of another type, and left out.
  'apollo.mutate({ mutation: SAY, variables: { input: { roomId, body: 1, clientMessageId: roomId } } });',
  'urql.mutation(SAY, { input: { roomId, body: 1, clientMessageId: roomId } });',
  'urql.mutation(SAY, { input: { body: roomId, clientMessageId: roomId } });',
  // A field that was not asked for, and one that may be null.
  'apollo.query({ query: MY_ROOMS }).then(({ data }) => data?.viewer?.displayName);',
  'apollo.query({ query: MY_ROOMS }).then(({ data }) => data!.viewer.rooms);',
  'urql.query(MY_ROOMS, {}).then(({ data }) => data?.viewer?.displayName);',
  'urql.query(MY_ROOMS, {}).then(({ data }) => data!.viewer.rooms);',
];

test('wrong variables and wrong fields are errors of the compiler', { timeout: 120_000 }, () => {
  expect(compile(WRONG.join('\n')).map((said) => said.replace(/^TS\d+ in /, ''))).toEqual(WRONG);
});
