/** What a person can correct, as `UserErrorCode` in the schema lists it. */
export type NotificationErrorCode =
  | 'PUSH_TOKEN_INVALID'
  | 'WEB_PUSH_KEYS_INVALID'
  | 'PUSH_TARGET_NAME_INVALID'
  | 'TOO_MANY_PUSH_TARGETS'
  | 'MUTE_UNTIL_INVALID'
  | 'INBOX_ITEMS_INVALID';
