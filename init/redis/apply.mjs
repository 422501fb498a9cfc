// node apply.mjs HOST:PORT[,HOST:PORT...] FOLDER: loads name-filter.lua into a server, or into each node of a cluster, unless
// it has filters of its own. FOLDER holds secrets/ and tls/. It signs in as `admin`. Safe to run again.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';

const [addresses = '', folder = ''] = process.argv.slice(2);
const library = readFileSync(new URL('name-filter.lua', import.meta.url), 'utf8');
const file = (...name) => readFileSync(path.join(folder, ...name), 'utf8').trim();

for (const address of addresses.split(',')) {
  const [host, port] = address.split(':');
  const redis = new Redis({
    host,
    port: Number(port),
    username: 'admin',
    password: file('secrets', 'redis-admin'),
    tls: {
      ca: file('tls', 'ca.crt'),
      cert: file('tls', 'admin.crt'),
      key: file('tls', 'admin.key'),
      minVersion: 'TLSv1.3',
    },
    disableClientInfo: true,
    maxRetriesPerRequest: 3,
    commandTimeout: 10_000,
  });
  try {
    const [own] = await redis.call('COMMAND', 'INFO', 'CF.EXISTS');
    // A replica takes it over from the node that it follows.
    const isReplica = (await redis.call('ROLE'))[0] === 'slave';
    if (!own && !isReplica) await redis.call('FUNCTION', 'LOAD', 'REPLACE', library);
  } finally {
    redis.disconnect();
  }
}
