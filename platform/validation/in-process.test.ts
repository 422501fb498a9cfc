import { InProcessValidation } from './in-process.ts';
import { validationContract } from './validation.contract.ts';

validationContract('in process', async (server) => {
  const port = new InProcessValidation();
  port.bind(server);
  return port;
});
