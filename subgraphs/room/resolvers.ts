import { decodeId, decodeMembershipId, encodeId, encodeMembershipId } from '#platform/ids/ids.ts';
import { parsePage, toConnection } from '#platform/pagination/connection.ts';
import { decodeMomentCursor, encodeMomentCursor, type MomentList } from '#platform/pagination/moment-cursor.ts';
import { DateTimeScalar } from '#platform/subgraph/date-time.ts';
import { toPayload } from '#platform/subgraph/payload.ts';
import type { Context } from './models.ts';
import type { Resolvers } from './resolvers.generated.ts';
import type { ComeAndGo } from './service/come-and-go.ts';
import type { CreateRoom } from './service/create-room.ts';
import type { ManageMembers } from './service/manage-members.ts';
import type { OpenDirectRoom } from './service/open-direct-room.ts';
import type { ReadRooms } from './service/read-rooms.ts';
import { roomNotFound } from './service/rights.ts';
import type { RoomNames } from './service/room-names.ts';
import type { SetPicture } from './service/set-picture.ts';
import type { RoomErrorCode } from './service/user-errors.ts';

/** What the resolvers of the room subgraph call. */
export interface Services {
  readonly rooms: ReadRooms;
  readonly names: RoomNames;
  readonly createRoom: CreateRoom;
  readonly openDirectRoom: OpenDirectRoom;
  readonly comeAndGo: ComeAndGo;
  readonly manageMembers: ManageMembers;
  readonly setPicture: SetPicture;
}

/** Arguments to service calls, results to payloads. */
export function createResolvers(services: Services): Resolvers {
  const { rooms, names, createRoom, openDirectRoom, comeAndGo, manageMembers, setPicture } = services;
  return {
    DateTime: DateTimeScalar,
    Query: {
      room: async (_root, { id }, { loaders }) => {
        const { room } = await loaders.standing.load(decodeId('room', id));
        if (!room) throw roomNotFound();
        return room;
      },
      publicRooms: async (_root, args) => {
        const page = await rooms.publicRooms(parsePage(args, cursorsOf('public rooms')));
        return toConnection(
          page,
          (room) => encodeMomentCursor('public rooms', { at: room.createdAt, id: room.id }),
          (room) => room,
        );
      },
      roomNameAvailable: (_root, { name }) => names.isAvailable(name),
    },
    Mutation: {
      createRoom: (_root, { input }, context) =>
        change(context, async (actorId) => {
          const { name, topic = null, visibility = 'PUBLIC' } = input;
          return { room: await createRoom.create(actorId, { name, topic, visibility }) };
        }),
      openDirectRoom: (_root, { input }, context) =>
        change(context, async (actorId) => ({ room: await openDirectRoom.open(actorId, userIn(input)) })),
      joinRoom: (_root, { input }, context) =>
        change(context, async (actorId) => ({ membership: await comeAndGo.join(actorId, roomIn(input)) })),
      leaveRoom: (_root, { input }, context) =>
        change(context, async (actorId) => ({ room: await comeAndGo.leave(actorId, roomIn(input)) })),
      addMember: (_root, { input }, context) =>
        change(context, async (actorId) => ({ membership: await manageMembers.add(actorId, memberIn(input)) })),
      removeMember: (_root, { input }, context) =>
        change(context, async (actorId) => ({ room: await manageMembers.remove(actorId, memberIn(input)) })),
      setMemberRole: (_root, { input }, context) =>
        change(context, async (actorId) => ({
          membership: await manageMembers.setRole(actorId, memberIn(input), input.role),
        })),
      setRoomPicture: (_root, { input }, context) =>
        change(context, async (actorId) => ({
          room: await setPicture.set(actorId, roomIn(input), input.ticket ?? null),
        })),
    },
    Room: {
      __resolveReference: async ({ id }, { loaders }) => (await loaders.standing.load(decodeId('room', id))).room,
      id: (room) => encodeId('room', room.id),
      picture: ({ pictureId }) => (pictureId === null ? null : { id: encodeId('attachment', pictureId) }),
      members: async (room, args, { loaders }) => {
        const page = await loaders.members.load({ roomId: room.id, page: parsePage(args, cursorsOf('members')) });
        return (
          page &&
          toConnection(
            page,
            (member) => encodeMomentCursor('members', { at: member.joinedAt, id: member.userId }),
            (member) => member,
          )
        );
      },
      viewerMembership: async (room, _args, { loaders }) => (await loaders.standing.load(room.id)).membership,
      peer: ({ pair }, _args, { viewer }) => {
        const peerId = pair?.find((userId) => userId !== viewer.userId);
        return peerId === undefined ? null : { id: encodeId('user', peerId) };
      },
    },
    Membership: {
      __resolveReference: ({ id }, { loaders }) => loaders.membership.load(decodeMembershipId(id)),
      id: ({ roomId, userId }) => encodeMembershipId(roomId, userId),
      room: async ({ roomId }, _args, { loaders }) => (await loaders.standing.load(roomId)).room,
      user: ({ userId }) => ({ id: encodeId('user', userId) }),
    },
  };
}

/** Carries a mutation out as the person who asks. What the request has read before may not be so any more. */
async function change<Result extends object>(context: Context, work: (actorId: string) => Promise<Result>) {
  const { viewer, loaders } = context;
  try {
    return await toPayload<Result, RoomErrorCode>(() => work(viewer.userId));
  } finally {
    loaders.forget();
  }
}

const roomIn = (input: { roomId: string }) => decodeId('room', input.roomId, 'roomId');
const userIn = (input: { userId: string }) => decodeId('user', input.userId, 'userId');
const memberIn = (input: { roomId: string; userId: string }) => ({ roomId: roomIn(input), userId: userIn(input) });

function cursorsOf(list: MomentList) {
  return (cursor: string, argument: string) => decodeMomentCursor(list, cursor, argument);
}
