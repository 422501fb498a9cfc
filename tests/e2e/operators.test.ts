import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { freePort } from '#tests/kit/lynk.ts';
import { makeRoom, registerAll, send } from '#tests/kit/people.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk({ env: { LYNK_ADMIN_PORT: `${await freePort()}` } });

interface Report {
  readonly status: string;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly ms: number }[];
}

const probe = async (place: string) => {
  const response = await fetch(place);
  return { code: response.status, ...((await response.json()) as Report) };
};

it('probes are told that each process lives and takes requests, and what it looked at', async () => {
  for (const url of lynk().adminUrls) {
    expect(await probe(`${url}/livez`)).toEqual({ code: 200, status: 'ok' });
    for (const place of ['/readyz', '/healthz', '/healthz?deep=1']) {
      const report = await probe(url + place);
      expect(report).toMatchObject({ code: 200, status: 'ok' });
      if (place.includes('deep')) expect(report.checks.length).toBeGreaterThan(0);
      for (const check of report.checks) expect(check).toMatchObject({ ok: true, ms: expect.any(Number) });
    }
  }
});

it('every figure is told of in the runbook', async () => {
  const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
  await send(ann, await makeRoom(ann, [ben]), 'Hello');
  const texts = lynk().adminUrls.map(async (url) => (await fetch(`${url}/metrics`)).text());
  const text = (await Promise.all(texts)).join('\n');
  const names = [...text.matchAll(/^# TYPE (lynk_\w+) /gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  const runbook = readFileSync(path.join(PROJECT_ROOT, 'docs', 'runbooks', 'metrics.md'), 'utf8');
  const told = new Set([...runbook.matchAll(/`(lynk_\w+)(?:\{[\w,]+\})?`/g)].map(([, name]) => name));
  expect(names.filter((name) => !told.has(name))).toEqual([]);
});
