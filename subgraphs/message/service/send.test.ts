import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { encodeId } from '#platform/ids/ids.ts';
import { person, roomIdOf, useMessageLab } from '#tests/kit/message-lab.ts';

const lab = useMessageLab();
const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { id body attachments { id } } userErrors { code field } }
}`;
type Payload = {
  sendMessage: {
    message: { id: string; body: string | null; attachments: { id: string }[] } | null;
    userErrors: { code: string; field: string[] | null }[];
  } | null;
};

const [ann, ben] = [person(), person()];
const publicId = (id: string) => encodeId('attachment', id);
let roomId: string;
beforeEach(async () => {
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});

async function send(input: Record<string, unknown>, sender: UserIdentity = ann) {
  const whole = { roomId: roomIdOf(roomId), clientMessageId: randomUUID(), ...input };
  const { data, codes } = await lab().subgraph.ask<Payload | null>(SEND, { input: whole }, sender);
  const payload = data?.sendMessage;
  return {
    message: payload?.message ?? null,
    codes: [...codes, ...(payload?.userErrors ?? []).map(({ code }) => code)],
  };
}

describe('a message with files', () => {
  it('claims them for itself, and needs no body', async () => {
    const ids = [randomUUID(), randomUUID()];
    const attachments = ids.map((id) => ({ id: publicId(id) }));
    const input = { attachmentIds: ids.map(publicId), clientMessageId: 'k' };
    expect(await send(input)).toMatchObject({ message: { body: null, attachments }, codes: [] });
    const holder = `message ${roomId} ${ann.userId} k`;
    expect(lab().attachments.claims).toEqual([{ use: 'MESSAGE', holder, ownerId: ann.userId, roomId, ids }]);
    expect((await send({ ...input, body: '', clientMessageId: 'l' })).message?.body).toBeNull();
    expect((await send({ ...input, body: 'look', clientMessageId: 'm' })).message?.body).toBe('look');
  });

  it('is refused when one cannot be claimed, and writes nothing', async () => {
    const missing = randomUUID();
    lab().attachments.missing.add(missing);
    const input = { attachmentIds: [publicId(missing)], clientMessageId: 'k' };
    expect(await send(input)).toEqual({ message: null, codes: ['ATTACHMENT_INVALID'] });
    expect((await send({ body: 'hi', clientMessageId: 'k' })).codes).toEqual([]);
  });

  it('is the same when it is sent again, though its files are gone', async () => {
    const id = randomUUID();
    const input = { attachmentIds: [publicId(id)], clientMessageId: 'k' };
    const first = await send(input);
    lab().attachments.missing.add(id);
    expect(await send(input)).toEqual(first);
  });

  it('claims nothing for somebody who may not write', async () => {
    await lab().neighbours.remove(roomId, ben.userId);
    expect((await send({ attachmentIds: [publicId(randomUUID())] }, ben)).codes).toEqual(['NOT_FOUND']);
    expect(lab().attachments.claims).toEqual([]);
  });

  it('has ten at most, each once, and says which IDs are none', async () => {
    const [id, ...more] = Array.from({ length: 11 }, () => publicId(randomUUID()));
    expect((await send({ attachmentIds: [id, ...more] })).codes).toEqual(['TOO_MANY_ATTACHMENTS']);
    expect((await send({ attachmentIds: more })).codes).toEqual([]);
    expect((await send({ attachmentIds: [id, id] })).codes).toEqual(['ATTACHMENT_INVALID']);
    expect((await send({ attachmentIds: ['a_x'] })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await send({ attachmentIds: [id], body: ' ' })).codes).toEqual(['BODY_EMPTY']);
    expect((await send({})).codes).toEqual(['BODY_EMPTY']);
  });
});
