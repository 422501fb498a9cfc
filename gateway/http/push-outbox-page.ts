import type { Logger } from '#platform/logger/logger.ts';
import type { PushOutbox, ShownPush } from '#platform/push/push-outbox.ts';
import { isLocal } from './local-only.ts';
import type { GatewayRoute } from './route.ts';
import { sendError } from './send-error.ts';

const PATH = '/dev/outbox';
const PAGE = 50;
const MAX_PAGE = 200;
const WHOLE = /^[1-9]\d{0,15}$/;

/** The style stands in the page, and nothing else is loaded or run: bodies are other people's words. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const STYLE = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  caption, th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8886 }
  td { overflow-wrap: anywhere; white-space: pre-wrap }
  code { font-size: .85em }`;

/**
 * The page for developers of what would have been pushed, newest first. It is for the user of this machine alone: for
 * everybody else there is nothing here.
 */
export function pushOutboxPage(options: { outbox: PushOutbox; logger: Logger }): GatewayRoute {
  const { outbox, logger } = options;
  return {
    path: PATH,
    handler: async (request, response, next) => {
      if (!isLocal(request) || request.path !== '/') return next();
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.set('allow', 'GET, HEAD');
        return sendError(request, response, 405, 'BAD_REQUEST', 'This page is read with GET.');
      }
      const { before, limit } = request.query;
      const size = Math.min(readNumber(limit) ?? PAGE, MAX_PAGE);
      response.set('cache-control', 'no-store');
      try {
        const pushes = await outbox.newest(readNumber(before), size);
        const next = pushes.length === size ? (pushes.at(-1)?.position ?? null) : null;
        response.set('content-security-policy', POLICY).set('referrer-policy', 'no-referrer');
        response.format({
          html: () => void response.send(htmlOf(pushes, next)),
          json: () => void response.json({ pushes, next }),
        });
      } catch (err) {
        logger.error({ err }, 'the outbox cannot be read');
        sendError(request, response, 503, 'SERVICE_UNAVAILABLE', 'The outbox cannot be read. Try again.');
      }
    },
  };
}

/** A whole number above 0; null for anything else. */
function readNumber(text: unknown): number | null {
  return typeof text === 'string' && WHOLE.test(text) ? Number(text) : null;
}

function htmlOf(pushes: readonly ShownPush[], next: number | null): string {
  const rows = pushes.map(
    ({ shownAt, title, body, kind, targetId, messageId, collapseId, sends }) => `<tr>
<td>${new Date(shownAt).toISOString()}</td>
<td><strong>${escaped(title)}</strong>\n${escaped(body)}</td>
<td>${kind}\n<code>${escaped(targetId)}</code></td>
<td><code>${escaped(messageId)}</code>\n<code>${escaped(collapseId)}</code></td>
<td>${sends}</td>
</tr>`,
  );
  const older = next === null ? '' : `<p><a href="${PATH}?before=${next}">Older ones</a></p>`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Lynk: outbox</title>
<style>${STYLE}</style></head>
<body><main><h1>Outbox</h1>
<p>What devices would show, if push services were set up. Nothing in here has left this machine.</p>
${
  pushes.length === 0
    ? '<p>Nothing yet: register a push target, go offline, and have somebody write to you.</p>'
    : `<table><caption>Pushes, the newest first</caption>
<thead><tr><th>Handed over</th><th>Shown</th><th>Device</th><th>Message and collapse ID</th><th>Times</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`
}
${older}</main></body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
