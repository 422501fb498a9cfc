import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import { LynkError } from '#platform/errors/errors.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import type { GatewayConfig } from '../config.ts';
import type { Authenticator } from '../identity/authenticator.ts';
import type { Documents } from '../limits/documents.ts';
import type { GatewayFigures } from '../metrics/gateway-figures.ts';
import { OperationContext } from '../operation-context.ts';
import { excessiveRequest, unauthenticatedRequest } from './apollo-server.ts';
import { clientAddress } from './client-address.ts';
import { allowCrossOrigin } from './cross-origin.ts';
import { createPages } from './pages.ts';

/** Where GraphQL is spoken, by HTTP and by WebSocket. */
export const GRAPHQL_PATH = '/graphql';

/** Makes the gateway's HTTP application. */
export function createApp(options: {
  apollo: ApolloServer<OperationContext>;
  authenticator: Authenticator;
  documents: Documents;
  figures: GatewayFigures;
  signingKeys: SigningKeys;
  config: GatewayConfig;
  logger: Logger;
  /** Whether requests are taken; they are not while the gateway stops. */
  isReady: () => boolean;
}): Express {
  const { apollo, authenticator, documents, figures, config, logger, isReady } = options;
  const app = express();
  app.disable('x-powered-by');
  // Hashing answers that nobody keeps is work for nothing.
  app.disable('etag');
  app.use((_request, response, next) => {
    response.set('x-content-type-options', 'nosniff');
    next();
  });
  app.use(createPages(options));
  app.use(
    GRAPHQL_PATH,
    allowCrossOrigin(config.allowedOrigins),
    (_request, response, next) => {
      response.set('cache-control', 'no-store');
      if (isReady()) return next();
      figures.refused('stopping');
      response.set('connection', 'close');
      sendError(response, 503, 'SERVICE_UNAVAILABLE', 'The gateway is stopping. Try again.', { retryAfterMs: 1000 });
    },
    express.json({ limit: config.bodyBytes }),
    expressMiddleware(apollo, {
      context: async ({ req, res }) => {
        // Before anything else looks at it: what is beyond the limits must not cost anything.
        const [refusal] = documents.refusals(textOf(req));
        if (refusal) {
          figures.refused('limits');
          throw excessiveRequest(refusal);
        }
        return createContext(req, res, authenticator, config.trustedProxies);
      },
    }),
  );
  app.use((_request, response) => sendError(response, 404, 'NOT_FOUND', 'There is nothing here. See `/`.'));
  app.use(answerFailure(config.bodyBytes, logger));
  return app;
}

async function createContext(
  request: Request,
  response: Response,
  authenticator: Authenticator,
  trustedProxies: number,
): Promise<OperationContext> {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  try {
    const { identity } = await authenticator.fromHeader(request.headers.authorization);
    return new OperationContext({
      identity,
      clientAddress: clientAddress(request, trustedProxies),
      signal: controller.signal,
    });
  } catch (error) {
    throw error instanceof LynkError ? unauthenticatedRequest(error) : error;
  }
}

/** The text of a request's document; empty when there is none, which Apollo Server tells. */
function textOf({ method, body, query }: Request): string {
  const text: unknown = method === 'GET' ? query['query'] : (body as { query?: unknown } | undefined)?.query;
  return typeof text === 'string' ? text : '';
}

/** Answers what fails before GraphQL: bodies that are too long, cut off, or no JSON. */
function answerFailure(bodyBytes: number, logger: Logger): ErrorRequestHandler {
  return (error: { status?: unknown; type?: unknown }, _request, response, _next) => {
    if (error.type === 'entity.too.large') {
      sendError(response, 413, 'BAD_REQUEST', `The request's body is longer than ${bodyBytes} bytes.`, {
        limit: bodyBytes,
      });
    } else if (typeof error.status === 'number' && error.status >= 400 && error.status < 500) {
      sendError(response, error.status, 'BAD_REQUEST', "The request's body is not JSON that can be read.");
    } else {
      logger.error({ err: error }, 'a request failed');
      sendError(response, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side. Try again.');
    }
  };
}

function sendError(response: Response, status: number, code: string, message: string, details: object = {}): void {
  response.status(status).json({ errors: [{ message, extensions: { code, ...details } }] });
}
