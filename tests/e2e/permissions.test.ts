import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { permissions as auth } from '#subgraphs/auth/permissions.ts';
import { permissions as media } from '#subgraphs/media/permissions.ts';
import { permissions as message } from '#subgraphs/message/permissions.ts';
import { permissions as notification } from '#subgraphs/notification/permissions.ts';
import { permissions as room } from '#subgraphs/room/permissions.ts';
import { permissions as user } from '#subgraphs/user/permissions.ts';
import { guardedFieldsOfSupergraph } from '#tests/kit/guarded-fields.ts';
import { LiveSubscription } from '#tests/kit/live.ts';
import { SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import { makeRoom, registerAll, send } from '#tests/kit/people.ts';
import { promote } from '#tests/kit/promote.ts';
import { upload } from '#tests/kit/uploads.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { type Asker, PERMISSION_CASES, type PermissionCase, type World } from './permission-cases.ts';

const lynk = useLynk();
const FIELDS = guardedFieldsOfSupergraph();
const MAPS = { auth, media, message, notification, room, user };
let world: World;

beforeAll(async () => {
  const [member, stranger, later] = await registerAll(lynk(), 'Member', 'Stranger', 'Admin');
  const admin = await promote(lynk(), later);
  const roomId = await makeRoom(member, [admin]);
  const { id: messageId } = await send(member, roomId, 'hello');
  const { id: attachmentId, uploadId } = await upload(member, Buffer.from('hello'), { roomId });
  const input = { roomId, attachmentIds: [attachmentId], clientMessageId: 'with a file' };
  await member.client.get(SEND_MESSAGE, { input });
  world = { attachmentId, uploadId, lynk: lynk(), member, stranger, admin, roomId, messageId, strangerId: stranger.id };
});

function tokenOf(asker: Asker): string | null {
  if (asker === 'nobody') return null;
  if (asker === 'forger') return `${world.member.accessToken.slice(0, -8)}AAAAAAAA`;
  return world[asker].accessToken;
}

/** Carries an operation out as somebody. @returns the codes of its errors, and whether it gave anything */
async function attempt({ operation, variables }: PermissionCase, asker: Asker) {
  const given = variables?.(world) ?? {};
  if (!operation.startsWith('subscription')) {
    const { codes, data } = await lynk().anonymous.as(tokenOf(asker)).text(operation, given);
    return { codes, gave: Object.values(data ?? {}).some((value) => value !== null) };
  }
  const document = parse(operation) as TypedDocumentNode<object, Record<string, unknown>>;
  const live = new LiveSubscription(lynk().wsUrl, tokenOf(asker), document, given);
  // Something that reaches both streams of whoever may watch; nothing reaches the others.
  for (let index = 0; live.items.length === 0 && live.state.kind === 'open' && index < 500; index += 1) {
    await send(world.admin, world.roomId, 'hello');
  }
  const codes = live.state.kind === 'failed' ? live.state.codes : [];
  await live.close();
  return { codes, gave: live.items.length > 0 };
}

describe('the permission maps', () => {
  it('mention every root field and every field that depends on the viewer, each in one map', () => {
    const mentioned = Object.values(MAPS).flatMap((map) => Object.keys(map));
    expect(mentioned.toSorted()).toEqual(FIELDS.toSorted());
    expect(new Set(mentioned).size).toBe(mentioned.length);
    expect(FIELDS.length).toBeGreaterThan(40);
  });

  it('name nobody twice, and never leave a field to nobody', () => {
    for (const [field, roles] of Object.values(MAPS).flatMap((map) => Object.entries(map))) {
      expect(roles.length, field).toBeGreaterThan(0);
      expect(new Set(roles).size, field).toBe(roles.length);
    }
  });

  it('have a case for every field, and no case for anything else', () => {
    expect(Object.keys(PERMISSION_CASES).toSorted()).toEqual(FIELDS.toSorted());
  });
});

describe('through the gateway', () => {
  it.each(Object.entries(PERMISSION_CASES))(
    '%s is refused to one and allowed to another',
    async (field, permissionCase) => {
      const { allowed, refused, code } = permissionCase;
      const no = await attempt(permissionCase, refused);
      // Nobody has no viewer, so what stands below it is not even asked for.
      const isBelowViewer = field.startsWith('Viewer.') && refused === 'nobody';
      expect(no).toEqual({ codes: isBelowViewer ? [] : [code], gave: false });
      const yes = await attempt(permissionCase, allowed);
      // Above `viewer` there is something for everybody to ask, and null for nobody.
      expect(yes).toEqual({ codes: [], gave: field !== 'Query.viewer' });
    },
  );
});
