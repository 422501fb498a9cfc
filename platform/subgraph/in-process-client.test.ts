import { subgraphClientContract } from './client.contract.ts';
import { InProcessSubgraphClient } from './in-process-client.ts';

subgraphClientContract('in process', async (subgraph) => {
  const client = new InProcessSubgraphClient(subgraph);
  return { client, stop: () => client.close() };
});
