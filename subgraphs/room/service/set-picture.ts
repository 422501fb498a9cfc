import type { Attachments } from '#platform/attachments/attachments.ts';
import { UserInputRejected } from '#platform/errors/user-error.ts';
import { readRoomPictureTicket } from '#platform/tickets/room-picture.ts';
import type { Tickets } from '#platform/tickets/tickets.ts';
import type { Room, RoomStore } from '../store/store.ts';
import { MANAGERS, requireRole, standingOf } from './rights.ts';
import type { RoomWriter } from './room-writer.ts';
import { ticketInvalid } from './user-errors.ts';

/** Gives rooms their pictures: the second of two steps, after the upload. */
export class SetPicture {
  readonly #store: RoomStore;
  readonly #writer: RoomWriter;
  readonly #tickets: Tickets;
  readonly #attachments: Attachments;

  constructor(options: { store: RoomStore; writer: RoomWriter; tickets: Tickets; attachments: Attachments }) {
    this.#store = options.store;
    this.#writer = options.writer;
    this.#tickets = options.tickets;
    this.#attachments = options.attachments;
  }

  /**
   * Gives a GROUP room another picture, as its owners and moderators may. The right is asked for three times: when the file
   * is announced, before its ticket is used up, and while the room is locked.
   *
   * @param ticket of the media subgraph; null takes the picture away
   * @throws LynkError NOT_FOUND when the actor may not know of the room, FORBIDDEN when it lacks the right
   * @throws UserInputRejected ROOM_IS_DIRECT, TICKET_INVALID
   */
  async set(actorId: string, roomId: string, ticket: string | null): Promise<Room> {
    const [standing] = await this.#store.standings([{ roomId, userId: actorId }]);
    requireRole(standing ?? { room: null, membership: null }, MANAGERS);
    const pictureId = ticket === null ? null : await this.#redeem(actorId, roomId, ticket);
    const { room } = await this.#writer.change({ roomId, actorId }, (locked) => {
      requireRole(standingOf(locked, actorId), MANAGERS);
      return locked.room.pictureId === pictureId ? [] : [{ type: 'picture', pictureId }];
    });
    return room;
  }

  /** @returns the picture that the ticket stands for, which is the room's now */
  async #redeem(actorId: string, roomId: string, ticket: string): Promise<string> {
    const subject = await this.#tickets.redeem('room-picture', ticket);
    const right = subject === null ? null : readRoomPictureTicket(subject);
    if (right?.userId !== actorId || right.roomId !== roomId) throw new UserInputRejected([ticketInvalid()]);
    const { pictureId } = right;
    const claim = {
      use: 'ROOM_PICTURE',
      holder: `room ${roomId}`,
      ownerId: actorId,
      roomId,
      ids: [pictureId],
    } as const;
    if (!(await this.#attachments.claim(claim))) throw new UserInputRejected([ticketInvalid()]);
    return pictureId;
  }
}
