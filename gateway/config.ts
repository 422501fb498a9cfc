import type { TurnLimits } from './live/turns.ts';
import type { PersistedConfig } from './persisted/document-texts.ts';
import type { BreakerRule } from './resilience/circuit-breaker.ts';

/** How large and how deep one operation may be, over HTTP and over sockets alike. Fragments count wherever they are used. */
export interface OperationLimits {
  /** Lexical tokens of the document. */
  readonly tokens: number;
  /** Fields inside of each other. */
  readonly depth: number;
  readonly aliases: number;
  /** Fields of `Query`, `Mutation` or `Subscription`. */
  readonly rootFields: number;
  readonly directives: number;
  /** Fields in all. */
  readonly fields: number;
  /** The longest page that may be asked for. The subgraphs have a bound of their own. */
  readonly page: number;
}

/** What one socket may ask for. */
export interface SocketLimits {
  /** The length of a message from a client, in bytes. */
  readonly messageBytes: number;
  /** Operations that run at the same time. */
  readonly operations: number;
  /** Bytes that wait for a client that does not read; past them its socket is cut. */
  readonly queuedBytes: number;
  /** How long a client may take for `connection_init`, in milliseconds. */
  readonly initTimeoutMs: number;
  /** How often sockets are pinged, in milliseconds. One that has not answered by the next time is cut. */
  readonly pingIntervalMs: number;
}

/** How much live streams may hold. */
export interface LiveLimits {
  /** Events of one stream that are executed at the same time; the subgraph waits for the rest. */
  readonly eventsInFlight: number;
  /** Results that wait for a viewer while it is admitted or catches up; past them it catches up from the room's log. */
  readonly waitingResults: number;
  /** How long the upstream of a shared stream may take to begin, in milliseconds. */
  readonly beginMs: number;
  /** The longest pause before something that failed is tried again, in milliseconds. */
  readonly retryMs: number;
  /** Viewers that are admitted, or ask for what they have missed. */
  readonly admissions: TurnLimits;
}

/** How much one viewer may have: an account with all its devices, or an address. */
export interface ViewerLimits {
  /** The most that one operation may cost, in fields of the largest answer that there may be. */
  readonly costPerOperation: number;
  /** What an account may spend in a minute, or an address without anybody signed in. */
  readonly costPerMinute: number;
  /** Open sockets of one account. */
  readonly socketsPerAccount: number;
  /** Open sockets from one address, whoever is signed in. */
  readonly socketsPerAddress: number;
}

/** Everything about the gateway that can be chosen. */
export interface GatewayConfig {
  /** Whether clients may ask for the schema. Where they may not, no error makes a guess at its names either. */
  readonly introspection: boolean;
  readonly persisted: PersistedConfig;
  /** The folder of the explorer as it was built; null when it is not served. */
  readonly explorerFolder: string | null;
  /** The folder of the web client as it was built; null when it is not served. */
  readonly webFolder: string | null;
  /** The origin of files when the gateway does not serve them itself: the web client loads and sends them there. */
  readonly fileOrigin: string | null;
  /** Origins (as in the `Origin` header) of web pages that may use the gateway besides those it serves itself. */
  readonly allowedOrigins: readonly string[];
  /** How many proxies stand in front: so many entries of `X-Forwarded-For`, from the right, are believed. */
  readonly trustedProxies: number;
  /** The length of a request's body, in bytes. */
  readonly bodyBytes: number;
  /** How long one call of a subgraph may take, in milliseconds. */
  readonly subgraphDeadlineMs: number;
  /** How long a stop waits for what is under way, in milliseconds. */
  readonly drainMs: number;
  /** When calls of a subgraph that does not answer are given up before they begin. */
  readonly breaker: BreakerRule;
  readonly limits: OperationLimits;
  readonly viewer: ViewerLimits;
  readonly socket: SocketLimits;
  readonly live: LiveLimits;
}

const MIB = 1024 * 1024;

/** What fits a team and its clients; the introspection query of GraphQL tools passes. */
export const DEFAULT_GATEWAY_CONFIG: GatewayConfig = {
  introspection: true,
  persisted: { documents: new Map(), only: false, rememberedCharacters: 4_000_000 },
  explorerFolder: null,
  webFolder: null,
  fileOrigin: null,
  allowedOrigins: [],
  trustedProxies: 0,
  bodyBytes: MIB,
  subgraphDeadlineMs: 10_000,
  drainMs: 8_000,
  breaker: { window: 5, failures: 0.5, openMs: 10_000, trials: 2 },
  limits: { tokens: 5_000, depth: 20, aliases: 100, rootFields: 50, directives: 100, fields: 5_000, page: 100 },
  viewer: { costPerOperation: 20_000, costPerMinute: 1_000_000, socketsPerAccount: 1_000, socketsPerAddress: 10_000 },
  socket: {
    messageBytes: 256 * 1024,
    operations: 256,
    queuedBytes: MIB,
    initTimeoutMs: 5_000,
    pingIntervalMs: 12_000,
  },
  live: {
    eventsInFlight: 64,
    waitingResults: 1_000,
    // A subgraph's own deadline comes first: it says which one does not answer.
    beginMs: 12_000,
    retryMs: 2_000,
    // Twice as many as the message subgraph reads at a time; more would wait there, on the clock of its deadline.
    admissions: { atOnce: 16, waiting: 10_000, deadlineMs: 20_000 },
  },
};
