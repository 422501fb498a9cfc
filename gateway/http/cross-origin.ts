import type { RequestHandler } from 'express';

const METHODS = 'GET, POST';
const HEADERS = 'authorization, content-type, apollo-require-preflight, x-apollo-operation-name';
/** How long a browser may keep the answer, in seconds. */
const MAX_AGE = '600';

/**
 * Lets the pages of other origins read answers (CORS, Fetch standard §3.2), if they are allowed to. Without the headers a
 * browser keeps the answer from the page.
 */
export function allowCrossOrigin(allowedOrigins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin !== undefined && allowedOrigins.includes(origin)) {
      response.set('access-control-allow-origin', origin);
      if (request.method === 'OPTIONS') {
        response.set('access-control-allow-methods', METHODS);
        response.set('access-control-allow-headers', HEADERS);
        response.set('access-control-max-age', MAX_AGE);
        response.status(204).end();
        return;
      }
    }
    next();
  };
}
