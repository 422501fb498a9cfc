/** What a ticket is for; one that was issued for something else is none. */
export type TicketPurpose = 'room-picture';

/** Short-lived rights that are handed from one subgraph to another through the client. Each is good for one use. */
export interface Tickets {
  /**
   * Makes a ticket.
   *
   * @param subject what the ticket stands for; who redeems it learns it
   * @param ttlMs how long it is good, in milliseconds
   * @returns 256 random bits as text, which nobody can guess
   * @throws LynkError SERVICE_UNAVAILABLE when it cannot be kept
   */
  issue(purpose: TicketPurpose, subject: string, ttlMs: number): Promise<string>;

  /**
   * Uses a ticket up: of several who redeem the same one, one learns its subject.
   *
   * @returns the subject; null when there is no such ticket for this purpose, it was used, or its time is over
   * @throws LynkError SERVICE_UNAVAILABLE when that is not known
   */
  redeem(purpose: TicketPurpose, token: string): Promise<string | null>;
}
