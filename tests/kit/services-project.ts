import path from 'node:path';

const stackFolder = process.env['LYNK_STACK_FOLDER'] ?? '/var/lib/lynk-stack';
const authority = path.join(stackFolder, 'tls', 'ca.crt');

/** What tests are told by the vitest project `services`: where Lynk is, and whose certificates to trust for files. */
export const SERVICES_ENVIRONMENT = {
  LYNK_TESTS_ON: 'services',
  NODE_EXTRA_CA_CERTS: authority,
  CURL_CA_BUNDLE: authority,
};

/** End-to-end files that the project `services` leaves out, and why. */
export const NOT_ON_SERVICES: Readonly<Record<string, string>> = {
  'tests/e2e/start.test.ts': 'is about `npm start` and its data folder',
  'tests/e2e/log.test.ts': 'reads the whole log of one process with an embedded database',
  'tests/faults/frozen-postgres.test.ts': 'freezes the processes of the embedded PostgreSQL',
  'tests/faults/kill.test.ts': 'kills the processes of the embedded PostgreSQL',
  'tests/faults/membership.test.ts': 'kills the processes of the embedded PostgreSQL',
  'tests/faults/uploads.test.ts': 'looks into the data folder for what an upload has left',
  'tests/faults/access-ends.test.ts': 'has processes of its own, with faults between them',
  'tests/faults/many-viewers.test.ts': 'has processes of its own, with faults between them',
  'tests/faults/two-subgraphs.test.ts': 'has processes of its own, with faults between them',
  'tests/faults/upstream.test.ts': 'has processes of its own, with faults between them',
  'tests/interop/hive-gateway.test.ts': 'puts a gateway of others in front of processes of its own',
};
