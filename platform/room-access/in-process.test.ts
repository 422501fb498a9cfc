import { InProcessRoomAccess } from './in-process.ts';
import { roomAccessContract } from './room-access.contract.ts';

roomAccessContract('in process', async (server) => {
  const port = new InProcessRoomAccess();
  port.bind(server);
  return port;
});
