import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { systemClock } from '#platform/clock/clock.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { FileSigningKeys } from '#platform/signing-keys/file.ts';
import { verifyAccessToken } from '#platform/tokens/access-token.ts';
import { readSupergraph } from '#runtime/schema-files.ts';
import { serveCommands } from './control.ts';
import type { LynkStage } from './lynk-stage.ts';
import { clientsOf } from './stage-clients.ts';

/** The baseline: Apollo's own gateway and server as they come, in front of the same subgraphs, for those who bring a token. */
interface Context {
  readonly identity: UserIdentity;
}

const stage = JSON.parse(process.argv[2] ?? '') as LynkStage;
const signingKeys = await FileSigningKeys.open({ folder: stage.folder, clock: systemClock });
const clients = clientsOf(stage, signingKeys);
const { signal } = new AbortController();

function sourceOf(name: string): GraphQLDataSource {
  return {
    process: async ({ request, context }) => {
      const { data = null, errors } = (await clients.get(name)?.execute({
        query: request.query ?? '',
        variables: request.variables ?? {},
        identity: (context as Context).identity,
        clientAddress: null,
        signal,
      })) ?? { data: null };
      return { data, ...(errors && { errors }) };
    },
  };
}

const gateway = new ApolloGateway({ supergraphSdl: readSupergraph(), buildService: ({ name }) => sourceOf(name) });
const server = new ApolloServer<Context>({ gateway, stopOnTerminationSignals: false });
await server.start();
const app = express();
app.use(
  '/graphql',
  express.json(),
  expressMiddleware(server, {
    context: async ({ req }) => {
      const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
      return verifyAccessToken(() => signingKeys.publicKeys(), token, Date.now());
    },
  }),
);
const http = createServer(app);
http.listen(0, '127.0.0.1', () => {
  serveCommands((http.address() as AddressInfo).port, () => {
    throw new Error('This one only answers queries.');
  });
});
