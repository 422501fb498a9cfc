/**
 * Live streams that lose nothing, for any program that uses the platform: see README.md.
 */
export type { ConnectionOptions, ConnectionState } from './connection.ts';
export { type Break, ConnectionRefused, type OperationError, SignInNeeded, StreamRefused } from './errors.ts';
export { LiveClient, type LiveClientOptions, type StreamSink } from './live-client.ts';
export type { StreamOptions } from './live-stream.ts';
export type { PauseRule } from './pauses.ts';
export type { Operation, WebSocketClass, WebSocketLike } from './protocol-socket.ts';
export { Session, type SessionOptions, type SessionTokens } from './session.ts';
