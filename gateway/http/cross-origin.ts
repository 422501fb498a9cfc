import type { RequestHandler } from 'express';
import { TRACE_HEADER } from './traced.ts';

const METHODS = 'GET, POST';
/** Names of headers, separated by commas. */
const HEADER_LIST = /^[\w!#$%&'*+.^`|~, -]{1,1000}$/;
/** How long a browser may keep the answer, in seconds. */
const MAX_AGE = '600';

/**
 * Lets the pages of other origins read answers (CORS, Fetch standard §3.2), if they are allowed to; those of
 * public addresses, too, when the gateway runs on the developer's own machine (Private Network Access). Without the headers a
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
        // Whoever may read the answers may send what it likes: tools of developers add headers of their own.
        const wanted = request.header('access-control-request-headers') ?? '';
        if (HEADER_LIST.test(wanted)) response.set('access-control-allow-headers', wanted);
        if (request.header('access-control-request-private-network') === 'true') {
          response.set('access-control-allow-private-network', 'true');
        }
        response.set('access-control-max-age', MAX_AGE);
        response.status(204).end();
        return;
      }
      response.set('access-control-expose-headers', TRACE_HEADER);
    }
    next();
  };
}
