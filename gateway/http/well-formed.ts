import type { RequestHandler } from 'express';
import { namesMediaType } from './media-type.ts';
import { sendError } from './send-error.ts';

/** Headers that a page of another origin cannot send without asking first. */
const PREFLIGHT_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name'];
const JSON_TYPE = /^\s*application\/json\s*(;|$)/i;
const METHODS = ['GET', 'POST'];

/**
 * Refuses what no client of ours sends: other methods, bodies that are not said to be JSON, and requests by GET that the
 * link or the picture of a foreign page can make (CSRF). A token is never sent by itself, so such a request could only be
 * one of nobody; it is refused all the same.
 */
export const refuseMalformed: RequestHandler = (request, response, next) => {
  const { method, headers } = request;
  if (!METHODS.includes(method)) {
    response.set('allow', METHODS.join(', '));
    return sendError(request, response, 405, 'BAD_REQUEST', 'GraphQL is spoken by POST, and queries also by GET.');
  }
  if (method === 'POST') {
    if (JSON_TYPE.test(headers['content-type'] ?? '')) return next();
    const message = 'Send the operation as JSON, with the header `content-type: application/json`.';
    return sendError(request, response, 415, 'BAD_REQUEST', message);
  }
  if (namesMediaType(request) || PREFLIGHT_HEADERS.some((name) => headers[name])) return next();
  const message =
    'A query by GET has to show that no foreign page made it (CSRF): accept `application/graphql-response+json`.';
  return sendError(request, response, 400, 'BAD_REQUEST', message);
};

/** Refuses several operations in one request: each of them counts and is answered by itself. */
export const refuseBatches: RequestHandler = (request, response, next) => {
  if (!Array.isArray(request.body)) return next();
  const message = `The request holds a batch of ${request.body.length} operations; send one operation in each request.`;
  sendError(request, response, 400, 'BAD_REQUEST', message, { limit: 1, value: request.body.length });
};
