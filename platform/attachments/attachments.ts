/** What an attachment is used as. */
export type AttachmentUse = 'MESSAGE' | 'PROFILE_PICTURE' | 'ROOM_PICTURE';

/** A wish to use attachments. People, rooms and attachments are UUIDs. */
export interface AttachmentClaim {
  readonly use: AttachmentUse;
  /**
   * What will hold them, the same when the same wish is repeated: an attachment has one holder, and a picture that was
   * given up once is not taken up again.
   */
  readonly holder: string;
  /** Who wants to use them: whoever has uploaded them. */
  readonly ownerId: string;
  /** The room that they were uploaded for; null for a profile picture. */
  readonly roomId: string | null;
  /** Each once. */
  readonly ids: readonly string[];
}

/**
 * Attachments that others use, as the media subgraph serves them. A claim comes before the change that uses them. The event
 * that tells of the change confirms it; a claim that nothing confirms within a week is void. The event that tells of the
 * holder's end, or of another picture, gives them up, and they are deleted.
 */
export interface Attachments {
  /**
   * Claims attachments, all or none. Repeating it changes nothing.
   *
   * @returns false when one is not there, not complete, another person's, for another use or room, or has another holder
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer; try again with the same holder
   */
  claim(claim: AttachmentClaim): Promise<boolean>;
}
