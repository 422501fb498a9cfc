// node users.mjs HOST:INTERNAL_PORT FOLDER: gives every account whose secret is in FOLDER/secrets/kafka-<account> that
// password (SCRAM-SHA-512). Safe to run again; a changed secret changes the password, for connections that begin from then
// on. It comes with the server's own certificate (FOLDER/tls/kafka.*), so it also works before any account is there.
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';

const [address = '', folder = ''] = process.argv.slice(2);
const PREFIX = 'kafka-';
const ITERATIONS = 8_192;
const SALT_BYTES = 32;
const KEY_BYTES = 64;
const SCRAM_SHA_512 = 2;
const ANSWER_MS = 10_000;
/** A server that has only just started has no controller yet. */
const PATIENCE_MS = 60_000;

/** AlterUserScramCredentials, which the driver does not know (Kafka protocol, API key 51, version 0). */
const API_KEY = 51;
const CORRELATION_ID = 1;

const int = (bytes, value) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeIntBE(value, 0, bytes);
  return buffer;
};
/** An unsigned variable-length integer; the lengths here need no more than two bytes. */
const varint = (value) => Buffer.from(value < 128 ? [value] : [(value & 127) | 128, value >> 7]);
/** "Compact" strings, bytes and arrays say their length plus one. */
const bytes = (data) => Buffer.concat([varint(Buffer.byteLength(data) + 1), Buffer.from(data)]);
const array = (items) => Buffer.concat([varint(items.length + 1), ...items]);
const NO_TAGS = Buffer.from([0]);

function request(accounts) {
  const clientId = Buffer.from('lynk-init');
  const upsertions = accounts.map(({ name, password }) => {
    const salt = randomBytes(SALT_BYTES);
    const salted = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, 'sha512');
    return Buffer.concat([bytes(name), int(1, SCRAM_SHA_512), int(4, ITERATIONS), bytes(salt), bytes(salted), NO_TAGS]);
  });
  const body = Buffer.concat([
    ...[int(2, API_KEY), int(2, 0), int(4, CORRELATION_ID), int(2, clientId.length), clientId, NO_TAGS],
    // Deletes none.
    ...[array([]), array(upsertions), NO_TAGS],
  ]);
  return Buffer.concat([int(4, body.length), body]);
}

/** The errors of an answer, as `account: code message`. */
function faultsOf(answer) {
  let at = 8 + NO_TAGS.length + 4;
  const take = (length) => {
    at += length;
    return answer.subarray(at - length, at);
  };
  const size = () => {
    const low = take(1)[0];
    return low < 128 ? low : (low & 127) | (take(1)[0] << 7);
  };
  const text = () => take(Math.max(0, size() - 1)).toString();
  const faults = [];
  for (let left = size() - 1; left > 0; left--) {
    const name = text();
    const code = take(2).readInt16BE();
    const message = text();
    take(NO_TAGS.length);
    if (code !== 0) faults.push(`${name}: ${code} ${message}`);
  }
  return faults;
}

const file = (...name) => readFileSync(path.join(folder, ...name), 'utf8');

/** Sends a request and reads the whole answer. */
function ask(message) {
  const [host, port] = address.split(/:(?=\d+$)/);
  const identity = { ca: file('tls/ca.crt'), cert: file('tls/kafka.crt'), key: file('tls/kafka.key') };
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host, port: Number(port), servername: 'kafka', minVersion: 'TLSv1.3', ...identity });
    let answer = Buffer.alloc(0);
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('The server does not answer.')));
    socket.once('secureConnect', () => socket.write(message));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) return;
      resolve(answer);
      socket.end();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The server has closed the connection.')));
  });
}

const accounts = readdirSync(path.join(folder, 'secrets'))
  .filter((name) => name.startsWith(PREFIX) && !name.endsWith('.new'))
  .map((name) => ({ name: name.slice(PREFIX.length), password: file('secrets', name).trim() }));
const message = request(accounts);
for (const end = performance.now() + PATIENCE_MS; ; ) {
  try {
    const faults = faultsOf(await ask(message));
    if (faults.length === 0) break;
    throw new Error(`Accounts were not made: ${faults.join('; ')}`);
  } catch (error) {
    if (performance.now() > end) throw error;
    await sleep(500);
  }
}
