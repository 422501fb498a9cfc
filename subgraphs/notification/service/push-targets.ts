import type { Clock } from '#platform/clock/clock.ts';
import { rejectIfAny, type UserError, UserInputRejected, userError } from '#platform/errors/user-error.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { decodeBase64Url, newUuid } from '#platform/ids/ids.ts';
import type { PushAddress } from '#platform/push/push.ts';
import { nameFault } from '#platform/text/personal-text.ts';
import type { PushTarget, PushTargetStore } from '../store/store.ts';
import type { NotificationErrorCode } from './user-errors.ts';

/** How many devices of a person show pushes at most. */
export const MAX_TARGETS = 20;
const NAME_LIMITS = { graphemes: 64, bytes: 1_024 };
const MAX_TOKEN_BYTES = 2_048;
/** What tokens and URLs are made of. */
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
/** An uncompressed point of P-256, and the shared secret (RFC 8291 §2). */
const P256DH_BYTES = 65;
const AUTH_BYTES = 16;

type Fault = UserError<NotificationErrorCode>;

/** What a person says of a device. */
export interface PushTargetInput {
  readonly kind: PushAddress['kind'];
  readonly token: string;
  readonly webPushKeys: { readonly p256dh: string; readonly auth: string } | null;
  readonly name: string | null;
}

/** The devices of people that show pushes. */
export class PushTargets {
  readonly #store: PushTargetStore;
  readonly #clock: Clock;

  constructor(dependencies: { store: { readonly targets: PushTargetStore }; clock: Clock }) {
    this.#store = dependencies.store.targets;
    this.#clock = dependencies.clock;
  }

  /**
   * Makes the device of the session that asks show pushes.
   *
   * @throws UserInputRejected PUSH_TOKEN_INVALID, WEB_PUSH_KEYS_INVALID, PUSH_TARGET_NAME_INVALID, TOO_MANY_PUSH_TARGETS
   */
  async register(viewer: UserIdentity, input: PushTargetInput): Promise<PushTarget> {
    const { userId, sessionId } = viewer;
    const { name } = input;
    rejectIfAny([tokenFault(input), keysFault(input), name === null ? null : targetNameFault(name)]);
    const createdAt = this.#clock.now();
    const address = addressOf(input);
    const target = { id: newUuid(createdAt), userId, sessionId, address, name, createdAt };
    const registered = await this.#store.register(target, MAX_TARGETS);
    if (registered) return registered;
    const message = `You have ${MAX_TARGETS} devices that show pushes. Remove one first.`;
    throw new UserInputRejected<NotificationErrorCode>([userError('TOO_MANY_PUSH_TARGETS', message)]);
  }

  /** Ends the pushes of one of a person's devices. @param targetId UUID */
  remove(userId: string, targetId: string): Promise<void> {
    return this.#store.remove(userId, targetId);
  }

  /** A person's devices, the newest first. */
  of(userId: string): Promise<readonly PushTarget[]> {
    return this.#store.ofPeople([userId]);
  }
}

function tokenFault({ kind, token }: PushTargetInput): Fault | null {
  const isGood = token.length <= MAX_TOKEN_BYTES && VISIBLE_ASCII.test(token) && (kind === 'FCM' || isEndpoint(token));
  if (isGood) return null;
  const message =
    kind === 'FCM'
      ? `The token must have 1 to ${MAX_TOKEN_BYTES} characters of visible ASCII.`
      : `The token must be the endpoint of a subscription: an https URL of at most ${MAX_TOKEN_BYTES} characters.`;
  return userError('PUSH_TOKEN_INVALID', message, 'token');
}

/** Without credentials, which nobody's push service asks for. Which hosts are reached is for the adapter to say. */
function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && hash === '';
}

function keysFault({ kind, webPushKeys }: PushTargetInput): Fault | null {
  if (kind === 'FCM' && webPushKeys === null) return null;
  if (kind === 'WEB_PUSH' && webPushKeys) {
    const point = decodeBase64Url(webPushKeys.p256dh, P256DH_BYTES);
    if (point?.[0] === 4 && decodeBase64Url(webPushKeys.auth, AUTH_BYTES)) return null;
  }
  const message =
    kind === 'FCM'
      ? 'Leave the keys out: they belong to browsers.'
      : "Give the keys of the browser's subscription, in base64url without padding.";
  return userError('WEB_PUSH_KEYS_INVALID', message, 'webPushKeys');
}

function targetNameFault(name: string): Fault | null {
  const fault = nameFault(name, NAME_LIMITS);
  return fault === null ? null : userError('PUSH_TARGET_NAME_INVALID', fault, 'name');
}

function addressOf({ kind, token, webPushKeys }: PushTargetInput): PushAddress {
  if (kind === 'FCM' || !webPushKeys) return { kind: 'FCM', token };
  return { kind, token, ...webPushKeys };
}
