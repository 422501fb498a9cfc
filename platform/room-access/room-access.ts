/** What a member may do in a room. */
export type MembershipRole = 'OWNER' | 'MODERATOR' | 'MEMBER';

/** How a person stands in a room. */
export interface Access {
  /** Null when there is no such room. */
  readonly room: {
    readonly kind: 'DIRECT' | 'GROUP';
    readonly visibility: 'PUBLIC' | 'PRIVATE';
    /** Null in a DIRECT room. */
    readonly name: string | null;
    /** The two people of a DIRECT room. */
    readonly pair: readonly [string, string] | null;
  } | null;
  /** Null when the person is not a member. */
  readonly membership: { readonly role: MembershipRole; readonly joinedAt: number } | null;
}

/** Who may enter which room, as the room subgraph serves it. */
export interface RoomAccess {
  /**
   * How people stand in rooms. In the order of the requests.
   *
   * @param requests UUIDs, 500 at most
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer
   */
  check(requests: readonly { roomId: string; userId: string }[]): Promise<readonly Access[]>;
}
