/** Union of the API → its types. A cache that matches fragments on unions has to know them, or it drops what they select. */
export const POSSIBLE_TYPES: Record<string, string[]> = {
  RoomEvent: [
    'RoomCreated',
    'MessageSent',
    'MessageEdited',
    'MessageDeleted',
    'ReactionAdded',
    'ReactionRemoved',
    'MemberJoined',
    'MemberLeft',
    'MemberRoleChanged',
    'RoomChanged',
    'TypingChanged',
    'PresenceChanged',
    'AccessRevoked',
    'StreamReset',
  ],
  ViewerEvent: ['UnreadCountChanged', 'RoomJoined', 'RoomLeft', 'InboxChanged'],
};
