import path from 'node:path';
import { z } from 'zod';
import { readAddresses, type ServiceAddress } from '#platform/network/addresses.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../schema-files.ts';

const port = 'must be a whole number from 0 to 65535';
const listed = 'must list addresses such as room.example:4000, with commas';
const isUrl = 'must be a URL such as https://s3.example:9000';

const folder = (byDefault: string, description: string) => z.string().default(byDefault).describe(description);

function areAddresses(list: string): boolean {
  try {
    return readAddresses(list).length > 0;
  } catch {
    return false;
  }
}

/** One address or some. */
const addresses = (byDefault: string, description: string) =>
  z.string().refine(areAddresses, { error: listed }).default(byDefault).describe(description);

const url = (byDefault: string, description: string) =>
  z
    .string()
    .refine((text) => text === '' || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)), { error: isUrl })
    .default(byDefault)
    .describe(description);

/** For each subgraph: where its processes answer the gateway, and where they answer each other. */
function peers() {
  const graphql = SUBGRAPH_NAMES.map((name) => [
    `LYNK_SUBGRAPH_${name.toUpperCase()}`,
    addresses(`${name}:4000`, `Where ${name} serves GraphQL. A name stands for all addresses that DNS gives for it.`),
  ]);
  const rpc = SUBGRAPH_NAMES.map((name) => [
    `LYNK_RPC_${name.toUpperCase()}`,
    addresses(`${name}:4100`, `Where ${name} answers calls of other subgraphs.`),
  ]);
  return Object.fromEntries([...graphql, ...rpc]) as Record<PeerSetting, ReturnType<typeof addresses>>;
}

type PeerSetting = `LYNK_${'SUBGRAPH' | 'RPC'}_${Uppercase<SubgraphName>}`;

/** What a process needs to know besides the settings of Lynk, when each part is a process of its own. */
export const serviceSettings = z.object({
  LYNK_RPC_PORT: z.coerce
    .number({ error: port })
    .int(port)
    .min(0, port)
    .max(65_535, port)
    .default(4100)
    .describe('The port on which a subgraph answers calls of other subgraphs. It serves GraphQL on LYNK_PORT.'),
  LYNK_SECRETS_DIR: folder('/run/secrets', 'The folder with a file for each secret of the process.'),
  LYNK_TLS_DIR: folder(
    '/run/tls',
    'The folder with `ca.crt`, and certificate and key of the process: `room.crt`, `room.key`.',
  ),
  LYNK_POSTGRES: addresses('postgres:5432', 'The PostgreSQL server.'),
  LYNK_KAFKA: addresses('kafka:9093', 'Kafka servers.'),
  LYNK_CASSANDRA: addresses('cassandra:9042', 'Cassandra servers, all on one port.'),
  LYNK_CASSANDRA_DATACENTER: z
    .string()
    .default('datacenter1')
    .describe('The data centre of Cassandra that is nearest.'),
  LYNK_REDIS: addresses('redis:6379', 'The Redis server, or several nodes of a cluster.'),
  LYNK_S3: url('https://s3:9000', 'The S3 server, as media reaches it.'),
  LYNK_S3_PUBLIC: url('', 'The S3 server as clients reach it, for addresses of files; LYNK_S3 when it is left out.'),
  LYNK_S3_REGION: z.string().default('us-east-1').describe('The region of the bucket.'),
  LYNK_S3_BUCKET: z.string().default('lynk-media').describe('The bucket of files.'),
  ...peers(),
});

/** Where everything is that a process may have to do with. */
export interface ServicesConfig {
  readonly rpcPort: number;
  /** Absolute. */
  readonly secretsFolder: string;
  /** Absolute. */
  readonly tlsFolder: string;
  readonly postgres: ServiceAddress;
  readonly kafka: readonly ServiceAddress[];
  readonly cassandra: readonly ServiceAddress[];
  readonly cassandraDatacenter: string;
  readonly redis: readonly ServiceAddress[];
  readonly s3: {
    readonly endpoint: string;
    readonly publicEndpoint: string;
    readonly region: string;
    readonly bucket: string;
  };
  /** Subgraph → `host:port` of its processes, with commas. */
  readonly graphql: Readonly<Record<SubgraphName, string>>;
  /** Subgraph → `host:port` of its processes, with commas. */
  readonly rpc: Readonly<Record<SubgraphName, string>>;
}

/** Makes sense of the settings. */
export function servicesConfigOf(values: z.output<typeof serviceSettings>): ServicesConfig {
  const peer = (kind: 'SUBGRAPH' | 'RPC') =>
    Object.fromEntries(
      SUBGRAPH_NAMES.map((name) => [name, values[`LYNK_${kind}_${name.toUpperCase() as Uppercase<SubgraphName>}`]]),
    ) as Record<SubgraphName, string>;
  const [postgres] = readAddresses(values.LYNK_POSTGRES);
  if (!postgres) throw new Error('There is no address of PostgreSQL.');
  return {
    rpcPort: values.LYNK_RPC_PORT,
    secretsFolder: path.resolve(PROJECT_ROOT, values.LYNK_SECRETS_DIR),
    tlsFolder: path.resolve(PROJECT_ROOT, values.LYNK_TLS_DIR),
    postgres,
    kafka: readAddresses(values.LYNK_KAFKA),
    cassandra: readAddresses(values.LYNK_CASSANDRA),
    cassandraDatacenter: values.LYNK_CASSANDRA_DATACENTER,
    redis: readAddresses(values.LYNK_REDIS),
    s3: {
      endpoint: values.LYNK_S3,
      publicEndpoint: values.LYNK_S3_PUBLIC || values.LYNK_S3,
      region: values.LYNK_S3_REGION,
      bucket: values.LYNK_S3_BUCKET,
    },
    graphql: peer('SUBGRAPH'),
    rpc: peer('RPC'),
  };
}
