import { InProcessRoomTimeline } from './in-process.ts';
import { roomTimelineContract } from './room-timeline.contract.ts';

roomTimelineContract('in process', async (server) => {
  const port = new InProcessRoomTimeline();
  port.bind(server);
  return port;
});
