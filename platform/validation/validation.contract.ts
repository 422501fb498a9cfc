import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { boundPortContract, type ConnectPort } from '../in-process/bound-port.contract.ts';
import type { Validation } from './validation.ts';

const noFilters = async () => ({ hidden: [], silent: [] });

/** What every {@link Validation} keeps. */
export function validationContract(name: string, connect: ConnectPort<Validation>): void {
  describe(`validation: ${name}`, () => {
    it('answers for each of 500 pairs, in their order', async () => {
      const pairs = Array.from({ length: 500 }, () => ({ userId: randomUUID(), otherId: randomUUID() }));
      const answers = pairs.map((_, n) => ({ exists: n % 2 === 0, blocked: n % 3 === 0, blockedBy: n % 5 === 0 }));
      const relations = vi.fn(async () => answers);
      const validation = await connect({ relations, filters: noFilters });
      expect(await validation.relations(pairs)).toEqual(answers);
      expect(relations).toHaveBeenCalledExactlyOnceWith(pairs);
    });

    it('tells whose doings a person does not see', async () => {
      const [userId, blocked, blocker] = [randomUUID(), randomUUID(), randomUUID()];
      const answer = { hidden: [blocked], silent: [blocked, blocker] };
      const filters = vi.fn(async () => answer);
      const validation = await connect({ relations: async () => [], filters });
      expect(await validation.filters(userId)).toEqual(answer);
      expect(filters).toHaveBeenCalledExactlyOnceWith(userId);
    });

    it('tells that a person sees everybody', async () => {
      const validation = await connect({ relations: async () => [], filters: noFilters });
      expect(await validation.filters(randomUUID())).toEqual({ hidden: [], silent: [] });
      expect(await validation.relations([])).toEqual([]);
    });

    boundPortContract(connect, (validation) => validation.filters(randomUUID()));
  });
}
