import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { boundPortContract, type ConnectPort } from '../in-process/bound-port.contract.ts';
import type { AttachmentClaim, Attachments } from './attachments.ts';

const newClaim = (overrides: Partial<AttachmentClaim> = {}): AttachmentClaim => ({
  use: 'MESSAGE',
  holder: `message ${randomUUID()} ${randomUUID()} k`,
  ownerId: randomUUID(),
  roomId: randomUUID(),
  ids: [randomUUID(), randomUUID()],
  ...overrides,
});

/** What every {@link Attachments} keeps. */
export function attachmentsContract(name: string, connect: ConnectPort<Attachments>): void {
  describe(`attachments: ${name}`, () => {
    it.each([
      newClaim(),
      newClaim({ use: 'PROFILE_PICTURE', roomId: null, ids: [randomUUID()] }),
      newClaim({ use: 'ROOM_PICTURE', ids: [randomUUID()] }),
    ])('hands on a claim for a $use', async (wish) => {
      const claim = vi.fn(async () => true);
      const attachments = await connect({ claim });
      expect(await attachments.claim(wish)).toBe(true);
      expect(claim).toHaveBeenCalledExactlyOnceWith(wish);
    });

    it('tells that a claim is not met', async () => {
      const attachments = await connect({ claim: async () => false });
      expect(await attachments.claim(newClaim())).toBe(false);
    });

    boundPortContract(connect, (attachments) => attachments.claim(newClaim()));
  });
}
