/** What a device would show. */
export interface ShownPush {
  /** Rises from one to the next. */
  readonly position: number;
  /** UUID of the target. */
  readonly targetId: string;
  readonly kind: 'FCM' | 'WEB_PUSH';
  /** Names the device, without telling its token. */
  readonly device: string;
  readonly collapseId: string;
  readonly title: string;
  readonly body: string;
  /** Public IDs. */
  readonly roomId: string;
  readonly messageId: string;
  /** When it was last handed over, in milliseconds since 1970. */
  readonly shownAt: number;
  /** How often it was handed over. The device shows it once. */
  readonly sends: number;
}

/** What devices would show where no push service is set up, for developers to look at. */
export interface PushOutbox {
  /**
   * The newest ones.
   *
   * @param before only those with a lower position; null for the first page
   * @param limit 200 at most
   */
  newest(before: number | null, limit: number): Promise<readonly ShownPush[]>;
}
