import { attachmentsContract } from './attachments.contract.ts';
import { InProcessAttachments } from './in-process.ts';

attachmentsContract('in process', async (server) => {
  const port = new InProcessAttachments();
  port.bind(server);
  return port;
});
