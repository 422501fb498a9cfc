import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { GraphQLError } from 'graphql';
import { serviceUnavailable } from '../errors/errors.ts';
import type { LiveTls } from '../secrets/tls.ts';
import { continueTrace, runWithTrace } from '../trace/trace.ts';
import type { SubgraphContext } from './context.ts';
import { formatError } from './format-error.ts';
import { closeHostServer, createHostServer } from './host-server.ts';
import { hostSockets, type ServedSubgraph } from './host-sockets.ts';
import { refuse } from './refuse.ts';

/** How a subgraph is served to gateways. */
export interface HostOptions extends ServedSubgraph {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The subgraph's certificates. With them nobody but a gateway is let in; without them anybody with a good token. */
  readonly tls?: LiveTls;
}

/** A subgraph that is being served. */
export interface SubgraphHost {
  readonly port: number;
  /**
   * Answers what is under way, then closes.
   *
   * @param noticeMs for how long everything is still answered but the question of gateways whether it lives, in milliseconds:
   *   they go elsewhere before anything is cut
   */
  stop(noticeMs?: number): Promise<void>;
}

const MAX_BODY_BYTES = 1024 * 1024;
const CLIENT_ADDRESS_HEADER = 'x-lynk-client-address';

/**
 * Serves a subgraph over HTTP and `graphql-transport-ws` on `/graphql`: the standard of subgraphs, so that any federation
 * gateway that has a good service token can stand in front.
 */
export async function hostSubgraph(options: HostOptions): Promise<SubgraphHost> {
  const { subgraph } = options;
  let isStopping = false;
  const identify = async (authorization: string | undefined) => {
    const identity = await options.identify(authorization);
    // Only a gateway itself asks, whether this process lives; people have been let in.
    if (isStopping && identity.kind === 'service') throw serviceUnavailable('This process stops. Ask another one.');
    return identity;
  };
  const server = new ApolloServer<SubgraphContext>({
    schema: subgraph.schema,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) =>
      error instanceof GraphQLError ? formatError(error, subgraph.logger) : formatted,
    plugins: [tellGateway, ApolloServerPluginInlineTraceDisabled()],
  });
  await server.start();
  const app = express();
  app.disable('x-powered-by');
  app.use((_req, res, next) => {
    if (isStopping) res.set('connection', 'close');
    next();
  });
  app.use('/graphql', express.json({ limit: MAX_BODY_BYTES }));
  // After the body: its reader goes on where the connection was made, which is no part of a trace.
  app.use('/graphql', (req, _res, next) => runWithTrace(continueTrace(req.headers['traceparent']), next));
  app.use(
    '/graphql',
    expressMiddleware(server, {
      context: async ({ req, res }) => {
        const ended = new AbortController();
        res.on('close', () => ended.abort());
        const identity = await identify(req.headers.authorization).catch(refuse);
        const clientAddress = req.get(CLIENT_ADDRESS_HEADER) ?? null;
        return subgraph.createContext({ identity, clientAddress, signal: ended.signal });
      },
    }),
  );
  const http = createHostServer(app, options.tls, subgraph.logger);
  http.keepAliveTimeout = 75_000;
  const sockets = hostSockets({ subgraph, identify, http });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port, options.host, resolve);
  });
  return {
    port: (http.address() as AddressInfo).port,
    stop: async (noticeMs = 0) => {
      isStopping = true;
      if (noticeMs > 0) await sleep(noticeMs);
      await sockets.stop();
      await closeHostServer(http);
      await server.stop();
    },
  };
}

/** Sends what the context holds for the gateway beside the answer. */
const tellGateway: ApolloServerPlugin<SubgraphContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ contextValue, response }) => {
      if (response.body.kind !== 'single' || !contextValue.forGateway.accessToken) return;
      const { singleResult } = response.body;
      singleResult.extensions = { ...singleResult.extensions, forGateway: contextValue.forGateway };
    },
  }),
};
