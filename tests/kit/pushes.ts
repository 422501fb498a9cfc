import { randomUUID } from 'node:crypto';
import { encodeId } from '#platform/ids/ids.ts';
import type { ShownPush } from '#platform/push/push-outbox.ts';
import { UnexpectedAnswer } from './client.ts';
import type { Lynk } from './lynk.ts';
import { REGISTER_PUSH_TARGET } from './operations/notification.ts';
import type { Person } from './people.ts';

/** Makes the device of a person's session show pushes. @returns the target's ID */
export async function registerDevice(person: Person, name: string, token: string = randomUUID()): Promise<string> {
  const { registerPushTarget } = await person.client.get(REGISTER_PUSH_TARGET, { input: { kind: 'FCM', token, name } });
  if (!registerPushTarget?.pushTarget) throw new UnexpectedAnswer(JSON.stringify(registerPushTarget));
  return registerPushTarget.pushTarget.id;
}

/** Everything that devices have shown, the newest first, as the page for developers tells it; targets by their public IDs. */
export async function shownPushes(lynk: Pick<Lynk, 'url'>): Promise<readonly ShownPush[]> {
  const all: ShownPush[] = [];
  for (let before: number | null = null; ; ) {
    const address = new URL(`/dev/outbox?limit=200${before === null ? '' : `&before=${before}`}`, lynk.url);
    const response = await fetch(address, { headers: { accept: 'application/json' } });
    if (response.status !== 200) throw new UnexpectedAnswer(`${response.status} ${await response.text()}`);
    const { pushes, next } = (await response.json()) as { pushes: ShownPush[]; next: number | null };
    all.push(...pushes.map((push) => ({ ...push, targetId: encodeId('pushTarget', push.targetId) })));
    if (next === null) return all;
    before = next;
  }
}
