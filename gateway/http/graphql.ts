import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { Request, RequestHandler, Response } from 'express';
import { GraphQLError, type GraphQLFormattedError, getOperationAST, OperationTypeNode } from 'graphql';
import { LynkError } from '#platform/errors/errors.ts';
import type { Authenticator } from '../identity/authenticator.ts';
import type { Documents } from '../limits/documents.ts';
import type { GatewayFigures } from '../metrics/gateway-figures.ts';
import { OperationContext } from '../operation-context.ts';
import type { DocumentTexts } from '../persisted/document-texts.ts';
import { clientAddress } from './client-address.ts';
import { GraphqlRequest } from './graphql-request.ts';
import { acceptedMediaType, type MediaType, statusOf } from './media-type.ts';
import { sendError, sendErrors } from './send-error.ts';
import { traceOf } from './traced.ts';

const SUBSCRIBE_ADVICE =
  'Subscriptions run over WebSocket: connect to this address with the subprotocol `graphql-transport-ws`.';

/** What answers need. */
export interface GraphqlOptions {
  readonly apollo: ApolloServer<OperationContext>;
  readonly authenticator: Authenticator;
  readonly texts: DocumentTexts;
  readonly documents: Documents;
  readonly figures: GatewayFigures;
  readonly trustedProxies: number;
}

/** Answers an operation over HTTP, as the specification "GraphQL over HTTP" says. Its body has been read. */
export function answerGraphql(options: GraphqlOptions): RequestHandler {
  const { apollo, authenticator, texts, documents, figures, trustedProxies } = options;
  return async (request, response) => {
    const mediaType = acceptedMediaType(request);
    if (mediaType === null) {
      const message = 'Answers are `application/graphql-response+json` or `application/json`: accept one of them.';
      return sendError(request, response, 406, 'BAD_REQUEST', message);
    }
    const asked = new GraphqlRequest(request);
    const text = textOf(asked);
    if (text instanceof GraphQLError) return sendErrors(request, response, 400, [text.toJSON()]);
    if (text !== '') {
      // Before anything else looks at it: what is beyond the limits must not cost anything.
      const checked = documents.check(text);
      if ('errors' in checked) {
        figures.refused(checked.reason);
        const errors = checked.errors.map((error) => error.toJSON());
        return sendErrors(request, response, 400, errors);
      }
      const operation = getOperationAST(checked.document, asked.operationName);
      if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
        return sendError(request, response, 400, 'BAD_REQUEST', SUBSCRIBE_ADVICE);
      }
    }
    const identity = await authenticate(request);
    if (identity instanceof LynkError) {
      response.set('www-authenticate', 'Bearer error="invalid_token"');
      return sendError(request, response, 401, identity.code, identity.message);
    }
    const context = new OperationContext({
      identity,
      clientAddress: clientAddress(request, trustedProxies),
      signal: signalOf(response),
      trace: traceOf(response),
    });
    const headers = new HeaderMap([['accept', mediaType]]);
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers, ...asked.withText(text) },
      context: async () => context,
    });
    send(response, answer, mediaType);
  };

  function textOf(asked: GraphqlRequest): string | GraphQLError {
    try {
      return texts.textOf(asked.document);
    } catch (error) {
      if (error instanceof GraphQLError) return error;
      throw error;
    }
  }

  async function authenticate(request: Request) {
    try {
      return (await authenticator.fromHeader(request.headers.authorization)).identity;
    } catch (error) {
      if (error instanceof LynkError) return error;
      throw error;
    }
  }
}

/** Ends when the client goes away before its answer. */
function signalOf(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function send(response: Response, { status = 200, headers, body }: HTTPGraphQLResponse, mediaType: MediaType): void {
  // Only `@defer` and `@stream` make other bodies, and the schema has neither.
  const text = body.kind === 'complete' ? body.string : '';
  for (const [name, value] of headers) response.setHeader(name, value);
  response.status(status === 200 ? status : statusOf(mediaType, status, codesOf(text)));
  response.send(text);
}

function codesOf(text: string): readonly unknown[] {
  const { errors = [] } = JSON.parse(text) as { errors?: readonly GraphQLFormattedError[] };
  return errors.map(({ extensions }) => extensions?.['code']);
}
