import path from 'node:path';
import express, { type RequestHandler, type Response, Router } from 'express';

/** How long what has a hash in its name may be kept, in milliseconds: a year, which stands for ever. */
const IMMUTABLE_MS = 365 * 24 * 3600 * 1000;

/** Options of `express.static`: no listings, nothing whose name begins with a dot, and no way out of the folder. */
const FILES = { index: false, redirect: false, dotfiles: 'ignore', etag: true, lastModified: false } as const;

/** First parts of addresses under which programs are served, whether or not they are at this moment: never the web client's. */
const NOT_PAGES = new Set(['graphql', 'blobs', 'explorer', 'dev', 'assets', 'livez', 'readyz', 'healthz', 'metrics']);

/** What a page may load and do; everything that is not named is forbidden. */
type Policy = Readonly<Record<string, readonly string[]>>;

const SELF = "'self'";

/** Everything is of the gateway's own origin. Style attributes are what libraries of components work with. */
const BASE_POLICY: Policy = {
  'default-src': ["'none'"],
  'script-src': [SELF],
  'style-src': [SELF, "'unsafe-inline'"],
  'font-src': [SELF],
  'img-src': [SELF, 'data:', 'blob:'],
  'connect-src': [SELF],
  'manifest-src': [SELF],
  'worker-src': [SELF],
  'base-uri': ["'none'"],
  'form-action': [SELF],
  'frame-ancestors': ["'none'"],
};

/** The web client shows what people have sent, and sends it, wherever files are. */
const webPolicy = (fileOrigin: string | null): Policy => {
  const elsewhere = fileOrigin === null ? [] : [fileOrigin];
  return {
    ...BASE_POLICY,
    'img-src': [SELF, 'data:', 'blob:', ...elsewhere],
    'media-src': [SELF, 'blob:', ...elsewhere],
    'connect-src': [SELF, ...elsewhere],
  };
};

/** The editor's icons are a font within its style sheet. */
const EXPLORER_POLICY: Policy = { ...BASE_POLICY, 'font-src': [SELF, 'data:'] };

/**
 * Serves the explorer.
 *
 * @param folder holds `index.html`, and under `assets/` files with a hash in their names
 */
export function explorerPages(folder: string): Router {
  const router = Router();
  router.use('/explorer/assets', assets(folder));
  router.get('/explorer', sendPage(folder, EXPLORER_POLICY));
  return router;
}

/**
 * Serves the web client: its files, and its page for every address that only the client itself knows. It comes after
 * everything else that the gateway serves.
 *
 * @param folder holds `index.html`, and under `assets/` files with a hash in their names
 * @param fileOrigin where files are when the gateway does not serve them
 */
export function webPages(folder: string, fileOrigin: string | null): Router {
  const router = Router();
  router.use('/assets', assets(folder));
  router.get('/index.html', (_request, response) => response.redirect(308, '/'));
  router.use(express.static(folder, { ...FILES, cacheControl: false, setHeaders: revalidated }));
  const sendIndex = sendPage(folder, webPolicy(fileOrigin));
  router.get('/{*route}', (request, response, next) => {
    // A file that is not there is told to be missing, and so is what a program asks for. The page that everything begins
    // with is there for whoever takes anything.
    const types = request.path === '/' ? ['html', 'json'] : ['json', 'html'];
    const isPage = isPageAddress(request.path) && request.accepts(types) === 'html';
    if (isPage) sendIndex(request, response, next);
    else next();
  });
  return router;
}

function isPageAddress(address: string): boolean {
  const first = address.split('/', 2)[1] ?? '';
  return path.extname(address) === '' && !first.startsWith('.') && !NOT_PAGES.has(first);
}

function assets(folder: string): RequestHandler {
  return express.static(path.join(folder, 'assets'), { ...FILES, immutable: true, maxAge: IMMUTABLE_MS });
}

/** The browser may keep it and asks each time whether it is still the same. */
function revalidated(response: Response): void {
  response.setHeader('cache-control', 'no-cache');
}

function sendPage(folder: string, policy: Policy): RequestHandler {
  const headers = {
    'cache-control': 'no-cache',
    'content-security-policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
      .join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  };
  return (_request, response, next) => {
    response.sendFile('index.html', { root: folder, cacheControl: false, lastModified: false, headers }, (error) => {
      if (error && !response.headersSent) next(error);
    });
  };
}
