import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { schemaFile } from '#runtime/schema-files.ts';
import { type Lynk, startLynk } from '#tests/kit/lynk.ts';
import { RawSocket } from '#tests/kit/raw-socket.ts';

const DOCUMENTS = 'query WhatIsThere { __typename } subscription Mine { viewerEvents { cursor } }';
const OTHER = '{ twice: __typename }';
const DATA = { __typename: 'Query' };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const extension = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

interface Reply {
  readonly data?: unknown;
  readonly code?: string;
}

/** The ways in: each sends a request and tells what came back. */
const WAYS: Readonly<Record<string, (lynk: Lynk, request: object) => Promise<Reply>>> = {
  POST: async (lynk, request) => {
    const { data, codes } = await lynk.anonymous.post(request);
    return data ? { data } : { code: codes[0] ?? 'NONE' };
  },
  GET: async (lynk, request) => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(request)) {
      search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
    const response = await fetch(`${lynk.url}?${search}`, { headers: { accept: 'application/graphql-response+json' } });
    const { data, errors } = (await response.json()) as { data?: object; errors?: { extensions: { code: string } }[] };
    return data ? { data } : { code: errors?.[0]?.extensions.code ?? 'NONE' };
  },
  WebSocket: async (lynk, request) => {
    const socket = await RawSocket.signedIn(lynk.wsUrl, null);
    // The protocol wants a text, which may be empty.
    socket.send({ type: 'subscribe', id: '1', payload: { query: '', ...request } });
    const { type, payload } = await socket.answer('1');
    socket.cut();
    if (type === 'next') return { data: (payload as { data: unknown }).data };
    return { code: (payload as { extensions: { code: string } }[])[0]?.extensions.code ?? 'NONE' };
  },
};

let folder: string;
let file: string;
/** Name of a document → its hash and its text, as the codegen has written them. */
let listed: (name: string) => { id: string; text: string };
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-persisted-'));
  writeFileSync(path.join(folder, 'documents.graphql'), DOCUMENTS);
  const config = {
    schema: schemaFile('api.graphql'),
    documents: path.join(folder, 'documents.graphql'),
    generates: {
      // Its own folder: what is generated is never read.
      [`${folder}/made/`]: { preset: 'client', presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } } },
    },
  };
  writeFileSync(path.join(folder, 'codegen.json'), JSON.stringify(config));
  const codegen = path.join(PROJECT_ROOT, 'node_modules', '.bin', 'graphql-codegen');
  await promisify(execFile)(codegen, ['--config', path.join(folder, 'codegen.json')], { cwd: PROJECT_ROOT });
  file = path.join(folder, 'made', 'persisted-documents.json');
  const texts = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  listed = (name) => {
    const [id, text] = texts.find((entry) => entry[1].includes(name)) ?? [];
    return { id: id ?? '', text: text ?? '' };
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['documents that are listed, and any other', 'off'],
  ['documents that are listed, and no other', 'on'],
])('%s', (_, only) => {
  let lynk: Lynk;
  beforeAll(async () => {
    // Each gateway keeps automatic ones for itself.
    lynk = await startLynk({ env: { LYNK_PERSISTED_DOCUMENTS: file, LYNK_PERSISTED_ONLY: only }, gateways: 1 });
  });
  afterAll(() => lynk?.stop());

  test.each(Object.entries(WAYS))('by %s', async (name, ask) => {
    const { id, text } = listed('WhatIsThere');
    for (const request of [{ documentId: id }, { documentId: `sha256:${id}` }, extension(id), { query: text }]) {
      expect(await ask(lynk, request)).toEqual({ data: DATA });
    }
    const other = sha256(`${OTHER} # ${name}`);
    const full = { query: `${OTHER} # ${name}`, ...extension(other) };
    const refused = { code: 'FORBIDDEN' };
    const isClosed = only === 'on';
    expect(await ask(lynk, extension(other))).toEqual(isClosed ? refused : { code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(await ask(lynk, full)).toEqual(isClosed ? refused : { data: { twice: 'Query' } });
    // Automatic persisted queries: from now on its hash is enough.
    expect(await ask(lynk, extension(other))).toEqual(isClosed ? refused : { data: { twice: 'Query' } });
    expect(await ask(lynk, { query: OTHER })).toEqual(isClosed ? refused : { data: { twice: 'Query' } });
    expect(await ask(lynk, { query: OTHER, ...extension('0'.repeat(64)) })).toEqual(
      isClosed ? refused : { code: 'BAD_REQUEST' },
    );
  });

  test('a subscription may be named, too', async () => {
    const reply = await WAYS['WebSocket']?.(lynk, { documentId: listed('Mine').id });
    expect(reply).toEqual({ code: 'UNAUTHENTICATED' });
  });
});
