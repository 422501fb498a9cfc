import { accountsContract } from './accounts.contract.ts';
import { InProcessAccounts } from './in-process.ts';

accountsContract('in process', async (server) => {
  const port = new InProcessAccounts();
  port.bind(server);
  return port;
});
