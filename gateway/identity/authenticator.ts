import type { Clock } from '#platform/clock/clock.ts';
import { unauthenticated } from '#platform/errors/errors.ts';
import type { AnonymousIdentity, UserIdentity } from '#platform/identity/identity.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import type { EndedSessions } from './ended-sessions.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/** Who asks, and until when the proof of it is good, in milliseconds since 1970. Without a token it is good for ever. */
export type Credentials =
  | { readonly identity: UserIdentity; readonly expiresAt: number }
  | { readonly identity: AnonymousIdentity; readonly expiresAt: null };

const ANONYMOUS: Credentials = { identity: { kind: 'anonymous' }, expiresAt: null };

/** `Bearer` and a token (RFC 6750 §2.1); the scheme's case does not count (RFC 9110 §11.1). */
const BEARER = /^Bearer +([^\s]+)$/i;

/** Tells from an access token who asks. */
export class Authenticator {
  readonly #tokens: VerifiedTokens;
  readonly #ended: EndedSessions;

  constructor(options: { signingKeys: SigningKeys; endedSessions: EndedSessions; clock: Clock }) {
    this.#tokens = new VerifiedTokens(options.signingKeys, options.clock);
    this.#ended = options.endedSessions;
  }

  /**
   * Reads an `Authorization` header.
   *
   * @param header undefined when there is none: nobody is signed in
   * @throws LynkError UNAUTHENTICATED when it holds anything but a good token of a session that goes on
   */
  async fromHeader(header: string | undefined): Promise<Credentials> {
    if (header === undefined) return ANONYMOUS;
    const token = BEARER.exec(header.trim())?.[1];
    if (!token) throw unauthenticated('The Authorization header must be `Bearer` and an access token.');
    return this.fromToken(token);
  }

  /**
   * Reads the payload of `connection_init`: its `authorization` is a token with or without `Bearer` in front. When it is
   * missing the header of the socket's own request counts, for clients that can set one.
   *
   * @throws LynkError UNAUTHENTICATED as {@link fromHeader}
   */
  async fromConnectionInit(
    payload: Readonly<Record<string, unknown>> | undefined,
    header: string | undefined,
  ): Promise<Credentials> {
    const given = payload?.['authorization'] ?? payload?.['Authorization'];
    if (given === undefined || given === null) return this.fromHeader(header);
    if (typeof given !== 'string') throw unauthenticated('`authorization` must be an access token.');
    return this.fromToken(BEARER.exec(given.trim())?.[1] ?? given.trim());
  }

  /** Checks a token itself; throws as {@link fromHeader}. */
  async fromToken(token: string): Promise<Extract<Credentials, { identity: UserIdentity }>> {
    const credentials = await this.#tokens.verify(token);
    if (this.#ended.has(credentials.identity.sessionId)) {
      throw unauthenticated('The session has ended. Sign in again.');
    }
    return credentials;
  }
}
