import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Health, Unhealthy } from '../health/health.ts';
import { createLogger } from '../logger/logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import { type AdminServer, serveAdmin } from './admin-server.ts';

const logger = createLogger({ level: 'silent' });

describe('what operators ask', () => {
  let metrics: Metrics;
  let health: Health;
  let server: AdminServer;

  beforeEach(async () => {
    metrics = new Metrics();
    health = new Health({ logger });
    server = await serveAdmin({ metrics, health, port: 0 });
  });
  afterEach(() => server.stop());

  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, init);
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
  const report = async (path: string) => {
    const { status, text } = await ask(path);
    return { code: status, ...(JSON.parse(text) as { status: string; checks: { name: string; ok: boolean }[] }) };
  };

  it('has figures in the text format of Prometheus', async () => {
    metrics.count('frames_total', 'Frames.').value = 4;
    const { type, text } = await ask('/metrics');
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain('frames_total 4');
  });

  it('is answered at its own places alone, and only by reading', async () => {
    expect((await ask('/')).status).toBe(404);
    expect((await ask('/metrics/more')).status).toBe(404);
    expect((await ask('/metrics', { method: 'POST' })).status).toBe(404);
    expect((await ask('/readyz', { method: 'HEAD' })).status).toBe(200);
  });

  it('is that the process lives, whatever its checks say', async () => {
    health.addCheck('store', () => Promise.reject(new Error('away')));
    health.setDraining();
    expect(await ask('/livez')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  });

  it('is whether it wants requests: not while something is away, and not while it stops', async () => {
    let isAway = false;
    health.addCheck('store', async () => {
      if (isAway) throw new Unhealthy('away');
    });
    expect(await report('/readyz')).toMatchObject({ code: 200, status: 'ok', checks: [{ name: 'store', ok: true }] });
    isAway = true;
    const failing = { name: 'store', ok: false, reason: 'away' };
    expect(await report('/readyz')).toMatchObject({ code: 503, status: 'failing', checks: [failing] });
    isAway = false;
    health.setDraining();
    expect(await report('/readyz')).toMatchObject({ code: 503, status: 'stopping', checks: [{ ok: true }] });
  });

  it('looks at everything only when it is told to', async () => {
    health.addCheck('store', async () => {});
    health.addCheck('bucket', () => Promise.reject(new Error('s3:secret@10.0.0.7')), { deep: true });
    expect((await report('/healthz')).checks.map(({ name }) => name)).toEqual(['store']);
    const { status, text } = await ask('/healthz?deep=1');
    expect(status).toBe(503);
    expect(text).toContain('{"name":"bucket","ok":false,');
    expect(text).toContain('"reason":"failed"');
    expect(text).not.toContain('secret');
  });

  it('is not heard on a port that is taken', async () => {
    await expect(serveAdmin({ metrics, health, port: server.port })).rejects.toThrow('EADDRINUSE');
  });
});
