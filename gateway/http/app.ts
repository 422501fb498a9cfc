import type { ApolloServer } from '@apollo/server';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from '#platform/logger/logger.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import { traceIds } from '#platform/trace/trace.ts';
import type { GatewayConfig } from '../config.ts';
import type { Authenticator } from '../identity/authenticator.ts';
import type { Documents } from '../limits/documents.ts';
import type { GatewayFigures } from '../metrics/gateway-figures.ts';
import type { OperationContext } from '../operation-context.ts';
import type { DocumentTexts } from '../persisted/document-texts.ts';
import { allowCrossOrigin } from './cross-origin.ts';
import { answerGraphql } from './graphql.ts';
import { createPages } from './pages.ts';
import type { GatewayRoute } from './route.ts';
import { sendError } from './send-error.ts';
import { explorerPages, webPages } from './static.ts';
import { nameTrace, traceOf } from './traced.ts';
import { refuseBatches, refuseMalformed } from './well-formed.ts';

/** Where GraphQL is spoken, by HTTP and by WebSocket. */
export const GRAPHQL_PATH = '/graphql';

/** Makes the gateway's HTTP application. */
export function createApp(options: {
  apollo: ApolloServer<OperationContext>;
  authenticator: Authenticator;
  texts: DocumentTexts;
  documents: Documents;
  figures: GatewayFigures;
  signingKeys: SigningKeys;
  routes: readonly GatewayRoute[];
  config: GatewayConfig;
  logger: Logger;
  /** Whether requests are taken; they are not while the gateway stops. */
  isReady: () => boolean;
}): Express {
  const { figures, config, logger, isReady, routes } = options;
  const app = express();
  app.disable('x-powered-by');
  // Hashing answers that nobody keeps is work for nothing.
  app.disable('etag');
  app.use((_request, response, next) => {
    response.set('x-content-type-options', 'nosniff');
    next();
  });
  const { explorerFolder, webFolder } = config;
  app.use(createPages({ ...options, hasExplorer: explorerFolder !== null, hasWeb: webFolder !== null }));
  if (explorerFolder !== null) app.use(explorerPages(explorerFolder));
  const refuseWhileStopping: RequestHandler = (request, response, next) => {
    if (isReady()) return next();
    figures.refused('stopping');
    response.set('connection', 'close');
    const message = 'The gateway is stopping. Try again.';
    sendError(request, response, 503, 'SERVICE_UNAVAILABLE', message, { retryAfterMs: 1000 });
  };
  for (const { path, handler } of routes) app.use(path, nameTrace, refuseWhileStopping, handler);
  app.use(
    GRAPHQL_PATH,
    nameTrace,
    allowCrossOrigin(config.allowedOrigins),
    (_request, response, next) => {
      response.set('cache-control', 'no-store');
      next();
    },
    refuseWhileStopping,
    refuseMalformed,
    express.json({ limit: config.bodyBytes }),
    refuseBatches,
    answerGraphql({ ...options, trustedProxies: config.trustedProxies }),
  );
  if (webFolder !== null) app.use(webPages(webFolder, config.fileOrigin));
  app.use((request, response) => sendError(request, response, 404, 'NOT_FOUND', 'There is nothing here. See `/`.'));
  app.use(answerFailure(config.bodyBytes, logger));
  return app;
}

/** What the reader of bodies throws. */
interface BodyFault {
  readonly status?: unknown;
  readonly type?: unknown;
  /** As the header says it. */
  readonly length?: number;
  readonly received?: number;
}

/** Answers what fails before GraphQL: bodies that are too long, cut off, or no JSON. */
function answerFailure(bodyBytes: number, logger: Logger): ErrorRequestHandler {
  return (error: BodyFault, request, response, _next) => {
    if (error.type === 'entity.too.large') {
      // Of a body that does not tell its length, or is compressed, only so much is known when it is given up.
      const value = Math.max(bodyBytes + 1, error.length ?? error.received ?? 0);
      const message = `The request's body has ${value} bytes or more; at most ${bodyBytes} are taken.`;
      sendError(request, response, 413, 'BAD_REQUEST', message, { limit: bodyBytes, value });
    } else if (error instanceof URIError) {
      sendError(request, response, 400, 'BAD_REQUEST', "The request's address cannot be decoded.");
    } else if (typeof error.status === 'number' && error.status >= 400 && error.status < 500) {
      sendError(request, response, error.status, 'BAD_REQUEST', "The request's body is not JSON that can be read.");
    } else {
      logger.error({ err: error, ...traceIds(traceOf(response)) }, 'a request failed');
      sendError(request, response, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side. Try again.');
    }
  };
}
