// Hive Gateway with the documented configuration, in a process of its own. It does what the command `hive-gateway supergraph`
// does with that file; the command itself brings several hundred packages for other configurations.
import { createServer } from 'node:http';
import { createGatewayRuntime, getGraphQLWSOptions } from '@graphql-hive/gateway-runtime';
import http from '@graphql-mesh/transport-http';
import ws from '@graphql-mesh/transport-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const { settings, port } = JSON.parse(process.argv[2] ?? '');
Object.assign(process.env, settings);
const { gatewayConfig } = await import('../../docs/interop/hive-gateway/gateway.config.ts');
const gateway = createGatewayRuntime({ logging: 'warn', transports: { http, ws }, ...gatewayConfig });
const server = createServer(gateway);
const sockets = new WebSocketServer({ server, path: gateway.graphqlEndpoint });
useServer(
  getGraphQLWSOptions(gateway, ({ extra }) => ({ req: extra.request, socket: extra.socket })),
  sockets,
);
process.on('disconnect', () => process.exit());
server.listen(port, '127.0.0.1', () => process.send?.({ type: 'ready' }));
