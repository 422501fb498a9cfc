import type { DeleteMessage } from '../service/delete.ts';
import type { EditMessage } from '../service/edit.ts';
import type { History } from '../service/history.ts';
import type { MarkRead } from '../service/mark-read.ts';
import type { React } from '../service/react.ts';
import type { RoomReplay } from '../service/room-replay.ts';
import type { RoomStreams } from '../service/room-streams.ts';
import type { SendMessage } from '../service/send.ts';
import type { Typing } from '../service/typing.ts';
import type { ViewerRooms } from '../service/viewer-rooms.ts';
import type { ViewerStreams } from '../service/viewer-streams.ts';

/** What the resolvers call. */
export interface Services {
  readonly send: SendMessage;
  readonly edit: EditMessage;
  readonly delete: DeleteMessage;
  readonly react: React;
  readonly markRead: MarkRead;
  readonly typing: Typing;
  readonly history: History;
  readonly viewerRooms: ViewerRooms;
  readonly roomReplay: RoomReplay;
  readonly roomStreams: RoomStreams;
  readonly viewerStreams: ViewerStreams;
}
