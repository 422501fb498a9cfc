import type { Clock } from '#platform/clock/clock.ts';
import type { GrpcServer } from '#platform/grpc/server.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import type { Subgraph } from '#platform/subgraph/subgraph.ts';
import type { Config } from '../config.ts';
import type { Connections } from './connections.ts';

/** What every subgraph gets, whatever it does. */
export interface SubgraphSurroundings {
  readonly connections: Connections;
  readonly metrics: Metrics;
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  /** With the private half, as auth alone has it. Asked for by nobody else. */
  readonly accessKeys: () => Promise<SigningKeys>;
}

/** A subgraph on the real servers. */
export interface ServedSubgraph {
  readonly subgraph: Subgraph;
  /** Adds the ports that it serves to other subgraphs. */
  serve(server: GrpcServer): void;
}

/** Makes a subgraph of what stands on the real servers. */
export type ServeSubgraph = (surroundings: SubgraphSurroundings) => Promise<ServedSubgraph>;
