/** What the event log tells of a message. */
export interface MessageFact {
  readonly roomId: string;
  /** The place of the message. */
  readonly seq: number;
  readonly type: 'message.sent' | 'message.edited' | 'message.deleted';
  readonly actorId: string;
  /** UUIDs of whom the message mentions from now on; null when this does not change it. */
  readonly mentionedUserIds: readonly string[] | null;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
}
