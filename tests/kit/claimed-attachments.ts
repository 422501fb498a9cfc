import type { AttachmentClaim, Attachments } from '#platform/attachments/attachments.ts';

/** Takes the place of the media subgraph: every claim is met unless a test says that its attachments are not there. */
export class ClaimedAttachments implements Attachments {
  /** What was claimed, in order. */
  readonly claims: AttachmentClaim[] = [];
  /** Attachments (UUIDs) that are not there. */
  readonly missing = new Set<string>();

  async claim(claim: AttachmentClaim): Promise<boolean> {
    if (claim.ids.some((id) => this.missing.has(id))) return false;
    this.claims.push(claim);
    return true;
  }
}
