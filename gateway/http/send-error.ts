import type { Request, Response } from 'express';
import type { GraphQLFormattedError } from 'graphql';
import { acceptedMediaType, statusOf } from './media-type.ts';

/** Answers a request with errors alone, in the form that the client wants. */
export function sendErrors(
  request: Request,
  response: Response,
  status: number,
  errors: readonly GraphQLFormattedError[],
): void {
  const mediaType = acceptedMediaType(request) ?? 'application/json';
  const codes = errors.map(({ extensions }) => extensions?.['code']);
  response.status(statusOf(mediaType, status, codes)).set('content-type', `${mediaType}; charset=utf-8`);
  response.send(JSON.stringify({ errors }));
}

/** Answers a request with one error. */
export function sendError(
  request: Request,
  response: Response,
  status: number,
  code: string,
  message: string,
  details: object = {},
): void {
  sendErrors(request, response, status, [{ message, extensions: { code, ...details } }]);
}
