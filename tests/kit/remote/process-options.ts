/** What the process of the subgraphs is told on its command line, as JSON. */
export interface SubgraphsOptions {
  /** A data folder, as `npm start` keeps one. */
  readonly dataDir: string;
  /** Of the {@link NoticeHub}. */
  readonly hubPort: number;
  /** Subgraph → the port that it is served on. */
  readonly ports: Readonly<Record<string, number>>;
  /** Settings by their names in the environment. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What the process of a gateway is told. */
export interface GatewayOptions {
  /** Holds the signing keys. */
  readonly dataDir: string;
  readonly hubPort: number;
  /** Subgraph → the port that it is reached on. */
  readonly ports: Readonly<Record<string, number>>;
  /** Where the gateway listens. */
  readonly port: number;
  /** The lengths of a viewer's queue in bytes, and of a deadline for subgraphs in milliseconds. */
  readonly queuedBytes: number;
  readonly deadlineMs: number;
  /** How often the gateway asks sockets for a sign of life, in milliseconds. */
  readonly pingIntervalMs: number;
}

/** What a gateway's process can be asked. */
export type GatewayCommand =
  /** How many bytes its heap and its buffers hold, after a garbage collection. */
  { readonly type: 'memory' } | { readonly type: 'reload'; readonly supergraphSdl: string };

/** What a process says. */
export type ProcessReport =
  | { readonly type: 'ready' }
  | { readonly type: 'memory'; readonly bytes: number }
  | { readonly type: 'reloaded' };
