/** How a device is reached. Everything in here is secret: whoever has it can show things on the device. */
export type PushAddress =
  /** Firebase Cloud Messaging: the registration token of the app. */
  | { readonly kind: 'FCM'; readonly token: string }
  /** The Push API (RFC 8030): the subscription's endpoint and its keys in base64url (RFC 8291). */
  | { readonly kind: 'WEB_PUSH'; readonly token: string; readonly p256dh: string; readonly auth: string };

/** Something to show on a device. */
export interface PushNotification {
  /** UUID of the target, for logs. */
  readonly targetId: string;
  readonly address: PushAddress;
  /**
   * 1 to 32 characters of base64url (RFC 8030 §5.4). Of what has the same one, a device shows the newest alone: whatever is
   * sent again after an unknown outcome is sent with the same one.
   */
  readonly collapseId: string;
  readonly title: string;
  readonly body: string;
  /** The public ID of the room to open. */
  readonly roomId: string;
  /** The public ID of the message to show there. */
  readonly messageId: string;
  /** When it is not worth showing any more, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * What became of a notification. `taken`: the service will show it. `gone`: there is no such device any more. `failed`: it
 * was not taken, or that is not known; send it again, with the same collapse ID.
 */
export type PushOutcome = 'taken' | 'gone' | 'failed';

/** The services that show things on devices. */
export interface Push {
  /**
   * Hands notifications over. It settles within 5 s.
   *
   * @param notifications 500 at most
   * @returns what became of each, in their order; none depends on another
   */
  send(notifications: readonly PushNotification[]): Promise<readonly PushOutcome[]>;
}
