import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import { DEFAULT_GATEWAY_CONFIG } from '../config.ts';

const EVENTS = `subscription($after: String) {
  mine: viewerEvents(after: $after) { says: text user { displayName } }
}`;
const [ann, ben] = [randomUUID(), randomUUID()] as const;
let gateway: TestGateway;

beforeEach(async () => {
  gateway = await TestGateway.start({
    config: {
      live: { ...DEFAULT_GATEWAY_CONFIG.live, eventsInFlight: 8, waitingResults: 20, beginMs: 500, retryMs: 20 },
    },
  });
});
afterEach(() => gateway.stop());

const item = (text: string) => ({ cursor: `c-${text}`, text, user: { id: 'u_1' } });

describe('a subscription that is not shared', () => {
  it('runs as the viewer, with fields of other subgraphs', async () => {
    gateway.controls.viewerItems.push(item('one'), item('two'));
    for (const person of [ann, ben]) {
      const operation = (await gateway.connect(person)).subscribe(EVENTS);
      expect(await operation.ended()).toBe('complete');
      expect(operation.results).toEqual(
        ['one', 'two'].map((text) => ({
          data: { mine: { says: `${text} for ${person}`, user: { displayName: 'Name of u_1' } } },
        })),
      );
    }
  });

  it('begins after a cursor', async () => {
    gateway.controls.viewerItems.push(item('one'), item('two'));
    const operation = (await gateway.connect(ann)).subscribe(EVENTS, { after: 'c-one' });
    await operation.ended();
    expect(operation.results).toHaveLength(1);
  });

  it('is taken up where it broke', async () => {
    const { viewerItems } = gateway.controls;
    viewerItems.push(item('one'), item('break'));
    const operation = (await gateway.connect(ann)).subscribe(EVENTS);
    await operation.take(1);
    viewerItems.splice(1, 1, item('two'), item('three'));
    expect(await operation.ended()).toBe('complete');
    expect(operation.results.map(({ data }) => data?.['mine'])).toEqual(
      ['one', 'two', 'three'].map((text) => ({ says: `${text} for ${ann}`, user: { displayName: 'Name of u_1' } })),
    );
  });

  it('tells when taking it up leads nowhere', async () => {
    gateway.controls.viewerItems.push(item('one'), item('break'));
    const operation = (await gateway.connect(ann)).subscribe(EVENTS);
    expect(await operation.ended()).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(operation.results).toHaveLength(1);
  });
});
