import { InProcessRoomReader } from './in-process.ts';
import { roomReaderContract } from './room-reader.contract.ts';

roomReaderContract('in process', async (server) => {
  const port = new InProcessRoomReader();
  port.bind(server);
  return port;
});
