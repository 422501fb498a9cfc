import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { EventLog } from '#platform/event-log/event-log.ts';
import { EVENT_CONTRACTS } from '#schema/events/contracts.ts';
import declared from './topics.json' with { type: 'json' };

const SUBGRAPHS = new URL('../../subgraphs/', import.meta.url);
const subgraphs = readdirSync(SUBGRAPHS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** What a subgraph consumes, as it says itself: its groups and their topics. */
async function groupsOf(subgraph: string) {
  const groups: Record<string, { service: string; topics: string[] }> = {};
  const eventLog: EventLog = {
    append: async () => undefined,
    consume: (group, topics) => {
      groups[group] = { service: subgraph, topics: [...topics].sort() };
      return { stop: async () => undefined };
    },
  };
  const events = (await import(new URL(`${subgraph}/events.ts`, SUBGRAPHS).pathname)) as {
    consumeEvents?: (dependencies: { eventLog: EventLog }) => unknown;
  };
  events.consumeEvents?.({ eventLog });
  return groups;
}

test('groups and their topics are those of the subgraphs', async () => {
  const consumed = await Promise.all(subgraphs.map(({ name }) => groupsOf(name)));
  const sorted = Object.fromEntries(
    Object.entries(declared.groups).map(([group, { service, topics }]) => [
      group,
      { service, topics: [...topics].sort() },
    ]),
  );
  expect(sorted).toEqual(Object.assign({}, ...consumed));
});

test('topics and their owners are those of the contracts', () => {
  const text = readFileSync(new URL('../../schema/events/contracts.ts', import.meta.url), 'utf8');
  const owners = Object.keys(EVENT_CONTRACTS).map((topic) => {
    const [comment] = text
      .slice(0, text.indexOf(`'${topic}':`))
      .split('/**')
      .slice(-1);
    return [topic, /Owner: (\w+)\./.exec(comment ?? '')?.[1]];
  });
  expect(declared.topics).toEqual(Object.fromEntries(owners));
});

test('the owner of a topic writes to it', () => {
  for (const [topic, owner] of Object.entries(declared.topics)) {
    const folder = new URL(`${owner}/`, SUBGRAPHS);
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /(?<!\.(test|contract|generated))\.ts$/.test(name),
    );
    const writers = sources.filter((name) => readFileSync(new URL(name, folder), 'utf8').includes(`'${topic}'`));
    expect(writers, `sources of ${owner} with ${topic}`).not.toEqual([]);
  }
});

test('records are kept as long as in the event log of PostgreSQL', () => {
  const retention = readFileSync(new URL('../../platform/event-log/postgres-retention.ts', import.meta.url), 'utf8');
  expect(retention).toContain(`keepMs: ${declared.retentionDays} * 24 * 3_600_000`);
});
