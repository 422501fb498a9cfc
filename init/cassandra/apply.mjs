// node apply.mjs HOST:PORT FOLDER FILE...: runs CQL files, statement by statement, as lynk_admin. The first run makes that
// role and closes the one that a new Cassandra opens. FOLDER holds secrets/ and tls/. Every statement is idempotent.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import cassandra from 'cassandra-driver';

const [address = '', folder = '', ...files] = process.argv.slice(2);
const port = Number(address.split(':').at(-1));
const host = address.slice(0, -`:${port}`.length);
const file = (name) => readFileSync(path.join(folder, name), 'utf8');
const adminPassword = file('secrets/cassandra-admin');

/** A client as somebody, connected. */
async function signIn(role, password) {
  const client = new cassandra.Client({
    contactPoints: [host],
    localDataCenter: 'datacenter1',
    protocolOptions: { port },
    authProvider: new cassandra.auth.PlainTextAuthProvider(role, password),
    sslOptions: {
      ca: [file('tls/ca.crt')],
      cert: file('tls/admin.crt'),
      key: file('tls/admin.key'),
      minVersion: 'TLSv1.3',
      // The driver connects to numeric addresses; the certificate names the server.
      servername: 'cassandra',
      // The driver's default is to take any certificate.
      rejectUnauthorized: true,
    },
    socketOptions: { connectTimeout: 10_000, readTimeout: 30_000 },
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.shutdown();
    const causes = Object.values(error.innerErrors ?? { error });
    if (causes.some((cause) => cause.name === 'AuthenticationError')) return null;
    throw error;
  }
}

/** The admin, made by the account of a new cluster when there is none. */
async function admin() {
  const known = await signIn('lynk_admin', adminPassword);
  if (known) return known;
  // The first account appears some moments after the port.
  for (let tries = 0; tries < 60; tries++) {
    const first = await signIn('cassandra', 'cassandra');
    if (first) {
      const role = `ROLE IF NOT EXISTS lynk_admin WITH PASSWORD = '${adminPassword}' AND LOGIN = true AND SUPERUSER = true`;
      await first.execute(`CREATE ${role}`);
      await first.shutdown();
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const made = await signIn('lynk_admin', adminPassword);
  if (!made) throw new Error('Neither lynk_admin nor the account of a new cluster can sign in.');
  return made;
}

/** The statements of a file; none holds a semicolon within a text. */
const statementsOf = (text) =>
  text
    .replace(/^\s*--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');

const client = await admin();
try {
  await client.execute(`ALTER ROLE cassandra WITH SUPERUSER = false AND LOGIN = false`);
  for (const name of files) {
    for (const statement of statementsOf(readFileSync(name, 'utf8'))) await client.execute(statement);
  }
} finally {
  await client.shutdown();
}
