import type { Request } from 'express';

/** The two forms of an answer (GraphQL over HTTP, "Media Types"). */
export type MediaType = 'application/json' | 'application/graphql-response+json';

/** The first is for whoever takes anything: the specification says so for clients from before 2025. */
const MEDIA_TYPES: MediaType[] = ['application/json', 'application/graphql-response+json'];

/** In which form the client wants its answer; null when it wants none of ours. */
export function acceptedMediaType(request: Request): MediaType | null {
  const accepted = request.accepts(MEDIA_TYPES);
  return accepted === false ? null : (accepted as MediaType);
}

/** Whether the client names a form of ours. The tags and the navigation of a web page cannot. */
export function namesMediaType(request: Request): boolean {
  const accept = (request.headers.accept ?? '').toLowerCase();
  return MEDIA_TYPES.some((type) => accept.includes(type));
}

/** What is at fault with a document or its variables, in an HTTP request that is itself well-formed. */
const REQUEST_ERRORS: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/**
 * The status of an answer with errors. In `application/json` a well-formed request is answered with 200 whatever becomes of
 * its document, since the client could not tell an answer with another status from one of a proxy (GraphQL over HTTP,
 * "application/json"); in `application/graphql-response+json` it can.
 */
export function statusOf(mediaType: MediaType, status: number, codes: readonly unknown[]): number {
  const isWellFormed = status === 400 && codes.length > 0 && codes.every((code) => REQUEST_ERRORS.has(code));
  return mediaType === 'application/json' && isWellFormed ? 200 : status;
}
