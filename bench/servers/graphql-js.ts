import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSchema, execute, parse, validate } from 'graphql';
import { systemClock } from '#platform/clock/clock.ts';
import { FileSigningKeys } from '#platform/signing-keys/file.ts';
import { verifyAccessToken } from '#platform/tokens/access-token.ts';
import { serveCommands } from './control.ts';
import type { LynkStage } from './lynk-stage.ts';

/** The baseline: one schema and no federation. Each request is parsed, checked and executed over what is in memory. */
const stage = JSON.parse(process.argv[2] ?? '') as LynkStage;
const signingKeys = await FileSigningKeys.open({ folder: stage.folder, clock: systemClock });
const schema = buildSchema(`
  type Query { room(id: ID!): Room }
  type Room { id: ID! name: String messages(last: Int): MessageConnection }
  type MessageConnection { nodes: [Message!]! pageInfo: PageInfo! }
  type PageInfo { hasPreviousPage: Boolean! startCursor: String }
  type Message { id: ID! body: String createdAt: String! sender: User }
  type User { id: ID! username: String! displayName: String! }
`);
const authors = Array.from({ length: 4 }, (_, index) => ({
  id: `u_AZoAAAAAcACAAAAAAAAA0${index}`,
  username: `viewer${index}`,
  displayName: 'Ada Lovelace',
}));
const nodes = Array.from({ length: 20 }, (_, index) => ({
  id: `m_AZoAAAAAcACAAAAAAAAA${String(index).padStart(8, '0')}`,
  body: 'A message of ordinary length, as people write them to each other every day.',
  createdAt: '2026-01-31T09:30:00.000Z',
  sender: authors[index % authors.length],
}));
const messages = { nodes, pageInfo: { hasPreviousPage: true, startCursor: 'AQGaAAAAAHAAgAAAAAAAAA' } };
const rootValue = { room: ({ id }: { id: string }) => ({ id, name: 'Room 0', messages }) };

const http = createServer(async (request, response) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
  await verifyAccessToken(() => signingKeys.publicKeys(), token, Date.now());
  const { query, variables } = JSON.parse(await text(request)) as { query: string; variables: Record<string, unknown> };
  const document = parse(query);
  const errors = validate(schema, document);
  const result =
    errors.length > 0 ? { errors } : await execute({ schema, document, rootValue, variableValues: variables });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(result));
});
http.listen(0, '127.0.0.1', () => {
  serveCommands((http.address() as AddressInfo).port, () => {
    throw new Error('This one only answers queries.');
  });
});
