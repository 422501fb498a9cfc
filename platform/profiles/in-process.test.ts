import { InProcessProfiles } from './in-process.ts';
import { profilesContract } from './profiles.contract.ts';

profilesContract('in process', async (server) => {
  const port = new InProcessProfiles();
  port.bind(server);
  return port;
});
