import { Router } from 'express';
import type { Logger } from '#platform/logger/logger.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';

const PLACES = [
  ['/graphql', 'GraphQL: queries and mutations by POST (queries also by GET), all operations by WebSocket'],
  ['/.well-known/jwks.json', 'the public keys of access tokens'],
  ['/livez', 'whether the process runs'],
  ['/readyz', 'whether it takes requests'],
] as const;

const TEXT = ['Lynk', '', ...PLACES.map(([path, what]) => `${path}  ${what}`), ''].join('\n');

const HTML = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Lynk</title></head>
<body><h1>Lynk</h1>
<dl>${PLACES.map(([path, what]) => `<dt><code>${path}</code></dt><dd>${what}</dd>`).join('\n')}</dl>
</body></html>
`;

/** How long others may keep the public keys, in seconds. */
const KEYS_MAX_AGE = 300;

/** Everything beside GraphQL: health, public keys, and a page that says where things are. */
export function createPages(options: { signingKeys: SigningKeys; isReady: () => boolean; logger: Logger }): Router {
  const { signingKeys, isReady, logger } = options;
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
  router.get('/', (_request, response) => {
    response.format({
      text: () => void response.send(TEXT),
      html: () => void response.send(HTML),
    });
  });
  return router;
}
