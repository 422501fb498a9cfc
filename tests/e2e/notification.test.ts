import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LOGIN, LOGOUT } from '#tests/kit/operations/auth.ts';
import { DELETE_MESSAGE, MARK_READ, SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import { MUTE_ROOM, PUSH_TARGETS, REMOVE_PUSH_TARGET, UNMUTE_ROOM } from '#tests/kit/operations/notification.ts';
import { OPEN_DIRECT_ROOM, REMOVE_MEMBER } from '#tests/kit/operations/room.ts';
import { BLOCK_USER, USER } from '#tests/kit/operations/user.ts';
import { makeRoom, type Person, register, registerAll, send } from '#tests/kit/people.ts';
import { registerDevice, shownPushes } from '#tests/kit/pushes.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { ViewerWatch } from '#tests/kit/viewer-watch.ts';

const lynk = useLynk({ env: { LYNK_MODE: 'development', LYNK_PUSH_DELAY_SECONDS: '1' } });

/** What a device has shown of a message. */
const shown = async (targetId: string, messageId: string) =>
  (await shownPushes(lynk())).filter((push) => push.targetId === targetId && push.messageId === messageId);
const untilShown = (targetId: string, messageId: string) =>
  until('a push', async () => (await shown(targetId, messageId)).length > 0);

/** Two people with a device each, in a room of somebody who writes: what the one is spared, the other is told. */
async function stage() {
  const [ann, ben, cleo] = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo');
  const roomId = await makeRoom(ann, [ben, cleo], { name: 'Trains' });
  const [phone, control] = [await registerDevice(ben, 'Phone'), await registerDevice(cleo, 'Control')];
  return { ann, ben, cleo, roomId, phone, control };
}

/** Has somebody be online, as all can see. */
async function goOnline(person: Person, friend: Person): Promise<void> {
  const watching = new ViewerWatch(lynk(), person);
  onTestFinished(() => watching.close());
  await until('the person to be online', async () => {
    const { user } = await friend.client.get(USER, { id: person.id });
    return user?.presence?.status === 'ONLINE';
  });
}

const mention = async (sender: Person, roomId: string, ...people: readonly Person[]) => {
  const mentionedUserIds = people.map(({ id }) => id);
  const input = { roomId, body: 'Look', clientMessageId: randomUUID(), mentionedUserIds };
  const { sendMessage } = await sender.client.get(SEND_MESSAGE, { input });
  expect(sendMessage?.userErrors).toEqual([]);
  return sendMessage?.message?.id ?? '';
};

describe('a push', () => {
  it('reaches each device of somebody who is offline, once, and says who, where and what', async () => {
    const { ann, ben, roomId, phone } = await stage();
    const { login } = await ben.client.get(LOGIN, { input: { identifier: ben.username, password: ben.password } });
    const elsewhere = { ...ben, client: ben.client.as(login?.tokens?.accessToken ?? '') };
    const tablet = await registerDevice(elsewhere, 'Tablet');
    const message = await send(ann, roomId, 'The 9:14 is <b>late</b>');
    await untilShown(phone, message.id);
    await untilShown(tablet, message.id);
    const [push, ...doubles] = await shown(phone, message.id);
    expect(push).toMatchObject({ title: 'Trains', body: 'Ann: The 9:14 is <b>late</b>', roomId, sends: 1 });
    expect([...doubles, ...(await shown(tablet, message.id)).slice(1)]).toEqual([]);
    expect(push?.collapseId).toMatch(/^[\w-]{1,32}$/);
    const { viewer } = await ben.client.get(PUSH_TARGETS);
    expect(viewer?.pushTargets).toEqual([
      { id: tablet, kind: 'FCM', name: 'Tablet', isCurrentSession: false, lastDeliveredAt: expect.any(String) },
      { id: phone, kind: 'FCM', name: 'Phone', isCurrentSession: true, lastDeliveredAt: expect.any(String) },
    ]);
    const page = await fetch(new URL('/dev/outbox', lynk().url), { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('Ann: The 9:14 is &lt;b&gt;late&lt;/b&gt;');
  });

  it('of a direct room is from the other person, who gets none itself', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const [own, phone] = [await registerDevice(ann, 'Own'), await registerDevice(ben, 'Phone')];
    const { openDirectRoom } = await ann.client.get(OPEN_DIRECT_ROOM, { input: { userId: ben.id } });
    const message = await send(ann, openDirectRoom?.room?.id ?? '', 'Hello');
    await untilShown(phone, message.id);
    expect(await shown(phone, message.id)).toMatchObject([{ title: 'Ann', body: 'Hello' }]);
    expect(await shown(own, message.id)).toEqual([]);
  });

  it('is spared to who is online and reads, and reaches who is online and does not', async () => {
    const { ann, ben, cleo, roomId, phone, control } = await stage();
    await goOnline(ben, ann);
    await goOnline(cleo, ann);
    const message = await send(ann, roomId, 'Read this');
    await ben.client.get(MARK_READ, { input: { messageId: message.id } });
    await untilShown(control, message.id);
    expect(await shown(phone, message.id)).toEqual([]);
    expect(await shown(control, message.id)).toHaveLength(1);
  });

  it('is spared to who has muted the room, unless it is mentioned and has not muted that, too', async () => {
    const { ann, ben, cleo, roomId, phone, control } = await stage();
    const { muteRoom } = await ben.client.get(MUTE_ROOM, { input: { roomId } });
    expect(muteRoom?.room).toMatchObject({ name: 'Trains', viewerMute: { until: null, includingMentions: false } });
    const quiet = await send(ann, roomId, 'Nothing much');
    await untilShown(control, quiet.id);
    expect(await shown(phone, quiet.id)).toEqual([]);
    const loud = await mention(ann, roomId, ben);
    await untilShown(phone, loud);
    await ben.client.get(MUTE_ROOM, { input: { roomId, includingMentions: true } });
    const silenced = await mention(ann, roomId, ben, cleo);
    await untilShown(control, silenced);
    expect(await shown(phone, silenced)).toEqual([]);
    await ben.client.get(UNMUTE_ROOM, { input: { roomId } });
    await untilShown(phone, (await send(ann, roomId, 'Back')).id);
  });

  it('does not come from whom somebody has blocked', async () => {
    const { ann, ben, roomId, phone, control } = await stage();
    await ben.client.get(BLOCK_USER, { input: { userId: ann.id } });
    const message = await send(ann, roomId, 'Are you there?');
    await untilShown(control, message.id);
    expect(await shown(phone, message.id)).toEqual([]);
  });

  it('does not reach who is no longer a member when its time has come', async () => {
    const { ann, ben, cleo, roomId, phone, control } = await stage();
    await goOnline(ben, ann);
    await goOnline(cleo, ann);
    const message = await send(ann, roomId, 'Not for Ben');
    await ann.client.get(REMOVE_MEMBER, { input: { roomId, userId: ben.id } });
    await untilShown(control, message.id);
    expect(await shown(phone, message.id)).toEqual([]);
  });

  it('does not tell of a message that is deleted by then', async () => {
    const { ann, ben, roomId, phone } = await stage();
    await goOnline(ben, ann);
    const gone = await send(ann, roomId, 'Typo');
    await ann.client.get(DELETE_MESSAGE, { input: { messageId: gone.id } });
    const kept = await send(ann, roomId, 'Better');
    await untilShown(phone, kept.id);
    expect(await shown(phone, gone.id)).toEqual([]);
  });

  it('ends with the session of its device, or when the device is removed', async () => {
    const { ann, ben, roomId, phone, control } = await stage();
    const { login } = await ben.client.get(LOGIN, { input: { identifier: ben.username, password: ben.password } });
    const elsewhere = { ...ben, client: ben.client.as(login?.tokens?.accessToken ?? '') };
    const tablet = await registerDevice(elsewhere, 'Tablet');
    await elsewhere.client.get(LOGOUT);
    const first = await send(ann, roomId, 'One');
    await untilShown(phone, first.id);
    expect(await shown(tablet, first.id)).toEqual([]);
    const { removePushTarget } = await ben.client.get(REMOVE_PUSH_TARGET, { input: { pushTargetId: phone } });
    expect(removePushTarget).toEqual({ viewer: { pushTargets: [] }, userErrors: [] });
    const second = await send(ann, roomId, 'Two');
    await untilShown(control, second.id);
    expect(await shown(phone, second.id)).toEqual([]);
  });

  it('goes to whom a device belongs now', async () => {
    const { ann, ben, cleo, roomId } = await stage();
    const token = randomUUID();
    const shared = await registerDevice(ben, 'Shared', token);
    const moved = await registerDevice(cleo, 'Shared', token);
    const message = await send(ann, roomId, 'For Cleo');
    await untilShown(moved, message.id);
    expect(await shown(shared, message.id)).toEqual([]);
  });
});

describe('what is set wrongly', () => {
  it('is told', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann);
    const past = await ann.client.get(MUTE_ROOM, { input: { roomId, until: '2020-01-01T00:00:00Z' } });
    expect(past.muteRoom).toMatchObject({ room: null, userErrors: [{ code: 'MUTE_UNTIL_INVALID', field: ['until'] }] });
    expect((await ben.client.ask(MUTE_ROOM, { input: { roomId } })).codes).toEqual(['NOT_FOUND']);
    expect((await ben.client.ask(UNMUTE_ROOM, { input: { roomId } })).codes).toEqual(['NOT_FOUND']);
  });

  it('is no page of anybody else', async () => {
    const address = new URL('/dev/outbox', lynk().url);
    const asked = async (headers: Record<string, string>) => (await fetch(address, { headers })).status;
    expect(await asked({ 'x-forwarded-for': '203.0.113.9' })).toBe(404);
    expect((await fetch(address, { method: 'POST' })).status).toBe(405);
  });
});

describe('outside of development', () => {
  const production = useLynk();

  it('there is no outbox', async () => {
    await register(production());
    expect((await fetch(new URL('/dev/outbox', production().url))).status).toBe(404);
  });
});
