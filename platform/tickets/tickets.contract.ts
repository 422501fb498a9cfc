import { beforeEach, describe, expect, it } from 'vitest';
import type { TicketPurpose, Tickets } from './tickets.ts';

/** Tickets under test and a way to let time pass. */
export interface TicketsHarness {
  readonly tickets: Tickets;
  /** Lets at least this much time pass for the tickets. */
  advance(ms: number): Promise<void>;
}

const TTL_MS = 1_000;

/** What every {@link Tickets} keeps. */
export function ticketsContract(name: string, create: () => Promise<TicketsHarness>): void {
  describe(`tickets: ${name}`, () => {
    let harness: TicketsHarness;
    beforeEach(async () => {
      harness = await create();
    });

    it('tells the subject once', async () => {
      const token = await harness.tickets.issue('room-picture', 'the subject', TTL_MS);
      expect(await harness.tickets.redeem('room-picture', token)).toBe('the subject');
      expect(await harness.tickets.redeem('room-picture', token)).toBeNull();
    });

    it('tells it to one of many who come at once', async () => {
      const token = await harness.tickets.issue('room-picture', 'the subject', TTL_MS);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => harness.tickets.redeem('room-picture', token)),
      );
      expect(answers.filter((answer) => answer !== null)).toEqual(['the subject']);
    });

    it('makes another token each time, which cannot be guessed', async () => {
      const [first, second] = [
        await harness.tickets.issue('room-picture', 'same', TTL_MS),
        await harness.tickets.issue('room-picture', 'same', TTL_MS),
      ];
      expect(first).not.toBe(second);
      expect(Buffer.from(first, 'base64url').length).toBeGreaterThanOrEqual(32);
      expect(await harness.tickets.redeem('room-picture', second)).toBe('same');
      expect(await harness.tickets.redeem('room-picture', first)).toBe('same');
    });

    it('knows no ticket that is too old', async () => {
      const token = await harness.tickets.issue('room-picture', 'the subject', TTL_MS);
      await harness.advance(TTL_MS + 1);
      expect(await harness.tickets.redeem('room-picture', token)).toBeNull();
    });

    it('knows no ticket of another purpose, and leaves it to the right one', async () => {
      const token = await harness.tickets.issue('room-picture', 'the subject', TTL_MS);
      expect(await harness.tickets.redeem('something-else' as TicketPurpose, token)).toBeNull();
      expect(await harness.tickets.redeem('room-picture', token)).toBe('the subject');
    });

    it.each(['', 'x', '\u0000', 'ä'.repeat(10_000)])('knows no ticket %j', async (token) => {
      expect(await harness.tickets.redeem('room-picture', token)).toBeNull();
    });
  });
}
