import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health, HealthReport } from '../health/health.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** Only programs of the same machine reach it: figures are nobody else's business. */
const THIS_MACHINE = '127.0.0.1';
const PLACES = ['/metrics', '/livez', '/readyz', '/healthz', '/healthz?deep=1'];

/** What operators are told, and where. */
export interface AdminOptions {
  readonly metrics: Metrics;
  readonly health: Health;
  /** This machine alone when left out. Whoever listens elsewhere keeps it in a private network: it knows no accounts. */
  readonly host?: string;
  /** 0 takes any free one. */
  readonly port: number;
}

/** A running listener. */
export interface AdminServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Serves what operators and their programs ask: `/metrics` in the text format of Prometheus; `/livez` whether the event loop
 * turns; `/readyz` whether requests are wanted; `/healthz`, or `/healthz?deep=1` with a round trip through everything that
 * the process needs. Status 503 says no.
 *
 * @throws the system's error when it cannot listen
 */
export async function serveAdmin(options: AdminOptions): Promise<AdminServer> {
  const server = createServer((request, response) => {
    // Whatever is wrong with an answer is no reason to end the process.
    answer(options, request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host ?? THIS_MACHINE, port: options.port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer({ metrics, health }: AdminOptions, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://admin.invalid');
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  switch (isRead ? url.pathname : null) {
    case '/metrics': {
      const { contentType, body } = await metrics.text();
      response.writeHead(200, { 'content-type': contentType }).end(body);
      break;
    }
    case '/livez':
      response.writeHead(200, JSON_HEADERS).end('{"status":"ok"}');
      break;
    case '/readyz':
      report(response, await health.ready());
      break;
    case '/healthz':
      report(response, await (url.searchParams.has('deep') ? health.deep() : health.ready()));
      break;
    default:
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is only GET ${PLACES.join(', ')}.\n`);
  }
}

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

function report(response: ServerResponse, report: HealthReport): void {
  response.writeHead(report.status === 'ok' ? 200 : 503, JSON_HEADERS).end(JSON.stringify(report));
}
