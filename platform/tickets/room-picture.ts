import { z } from 'zod';

const roomPicture = z.object({ userId: z.uuid(), roomId: z.uuid(), pictureId: z.uuid() });

/** What a ticket of the purpose `room-picture` stands for: a person may give a room this picture. All are UUIDs. */
export type RoomPictureRight = z.infer<typeof roomPicture>;

/** The subject of such a ticket. */
export function roomPictureTicket(right: RoomPictureRight): string {
  return JSON.stringify(right);
}

/** What the subject of such a ticket says. @throws ZodError when it is none */
export function readRoomPictureTicket(subject: string): RoomPictureRight {
  return roomPicture.parse(JSON.parse(subject));
}
