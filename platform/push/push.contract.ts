import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Push, PushNotification } from './push.ts';

/** A notification that nothing is wrong with, for a device of its own. */
export function aNotification(overrides: Partial<PushNotification> = {}): PushNotification {
  return {
    targetId: randomUUID(),
    address: { kind: 'FCM', token: randomUUID() },
    collapseId: randomUUID().replaceAll('-', ''),
    title: 'Trains',
    body: 'Ann: Hello',
    roomId: 'r_AAAAAAAAAAAAAAAAAAAAAA',
    messageId: 'm_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAB',
    expiresAt: Date.now() + 60_000,
    ...overrides,
  };
}

/** A push service under test, and what it has its devices show. */
export interface PushSubject {
  readonly push: Push;
  /** What a device shows, the newest first. */
  shownOn(
    address: PushNotification['address'],
  ): Promise<readonly { title: string; body: string; collapseId: string }[]>;
}

/** What every {@link Push} does. `create` makes one whose devices show nothing yet. */
export function describePush(name: string, create: () => Promise<PushSubject>): void {
  describe(`push: ${name}`, () => {
    let subject: PushSubject;
    beforeEach(async () => {
      subject = await create();
    });

    it('answers for each notification, in their order', async () => {
      expect(await subject.push.send([])).toEqual([]);
      expect(await subject.push.send([aNotification(), aNotification()])).toEqual(['taken', 'taken']);
    });

    it('shows what it has taken on its device alone, byte for byte', async () => {
      const keys = { p256dh: 'p', auth: 'a' };
      const endpoint = 'https://push.example/1';
      const browser = { kind: 'WEB_PUSH', token: endpoint, ...keys } as const;
      const sent = aNotification({ address: browser, title: '<Züge>', body: 'Ann: 🚂 "late" & more\n…' });
      await subject.push.send([sent, aNotification()]);
      const { title, body, collapseId } = sent;
      expect(await subject.shownOn(browser)).toMatchObject([{ title, body, collapseId }]);
      expect(await subject.shownOn({ kind: 'FCM', token: browser.token })).toEqual([]);
    });

    it('shows once what has the same collapse ID, as it was sent last', async () => {
      const first = aNotification();
      await subject.push.send([first, { ...first, body: 'Ann: Hello again' }]);
      await subject.push.send([{ ...first, body: 'Ann: Bye' }]);
      expect(await subject.shownOn(first.address)).toMatchObject([{ body: 'Ann: Bye' }]);
      const other = aNotification({ collapseId: first.collapseId });
      await subject.push.send([other, aNotification({ address: first.address })]);
      expect(await subject.shownOn(other.address)).toHaveLength(1);
      expect(await subject.shownOn(first.address)).toHaveLength(2);
    });
  });
}
