import { Router } from 'express';
import type { Logger } from '#platform/logger/logger.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';

type Places = readonly (readonly [path: string, what: string])[];

const PLACES: Places = [
  ['/graphql', 'GraphQL: queries and mutations by POST (queries also by GET), all operations by WebSocket'],
  ['/.well-known/jwks.json', 'the public keys of access tokens'],
  ['/livez', 'whether the process runs'],
  ['/readyz', 'whether it takes requests'],
];
const EXPLORER: Places = [['/explorer', 'operations are tried here, in the browser']];
const DOCS = 'The documentation is in the folder docs of the project, the whole API in schema/api.graphql.';

/** A speech bubble: browsers ask for a picture of every site. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#3b5bdb" d="M2 2h12v9H7l-4 3v-3H2z"/></svg>';

const POLICY = "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const textOf = (places: Places) =>
  ['Lynk', '', ...places.map(([path, what]) => `${path}  ${what}`), '', DOCS, ''].join('\n');

const htmlOf = (places: Places) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Lynk</title></head>
<body><main><h1>Lynk</h1>
<dl>${places.map(([path, what]) => `<dt><a href="${path}">${path}</a></dt><dd>${what}</dd>`).join('\n')}</dl>
<p>${DOCS}</p></main>
</body></html>
`;

/** How long others may keep the public keys, in seconds. */
const KEYS_MAX_AGE = 300;

/** Everything beside GraphQL: health, public keys, and a page that says where things are. */
export function createPages(options: {
  signingKeys: SigningKeys;
  isReady: () => boolean;
  logger: Logger;
  hasExplorer: boolean;
  /** Then `/` is the web client's. */
  hasWeb: boolean;
}): Router {
  const { signingKeys, isReady, logger, hasExplorer, hasWeb } = options;
  const places = [...(hasExplorer ? EXPLORER : []), ...PLACES];
  const router = Router();
  router.get('/livez', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', (_request, response) => {
    const ready = isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'stopping' });
  });
  router.get('/.well-known/jwks.json', async (_request, response) => {
    try {
      const keys = await signingKeys.publicKeys();
      response.set('cache-control', `public, max-age=${KEYS_MAX_AGE}`).json(keys);
    } catch (err) {
      logger.error({ err }, 'the public keys cannot be read');
      response.status(503).json({ error: 'The keys cannot be read. Try again.' });
    }
  });
  router.get('/favicon.ico', (_request, response) => {
    response.set('cache-control', 'public, max-age=86400').type('svg').send(ICON);
  });
  if (hasWeb) return router;
  router.get('/', (_request, response) => {
    response.set('content-security-policy', POLICY);
    response.format({
      text: () => void response.send(textOf(places)),
      html: () => void response.send(htmlOf(places)),
    });
  });
  return router;
}
