import { expect, it } from 'vitest';
import { InProcessTickets } from './in-process.ts';
import { ticketsContract } from './tickets.contract.ts';

ticketsContract('in process', async () => {
  let now = 0;
  return {
    tickets: new InProcessTickets({ clock: { now: () => now } }),
    advance: async (ms) => {
      now += ms;
    },
  };
});

it('keeps so many tickets and no more: the oldest one goes', async () => {
  const tickets = new InProcessTickets({ clock: { now: () => 0 }, maxTickets: 2 });
  const tokens = [];
  for (const subject of ['a', 'b', 'c']) tokens.push(await tickets.issue('room-picture', subject, 1));
  expect(await Promise.all(tokens.map((token) => tickets.redeem('room-picture', token)))).toEqual([null, 'b', 'c']);
});
