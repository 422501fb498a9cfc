import { InProcessSessions } from './in-process.ts';
import { sessionsContract } from './sessions.contract.ts';

sessionsContract('in process', async (server) => {
  const port = new InProcessSessions();
  port.bind(server);
  return port;
});
