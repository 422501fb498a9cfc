// node check.mjs SERVER FOLDER: asks a server something that it answers before anybody has signed in: once with a client
// certificate of ours, when it must answer, and once without one, when it must refuse. FOLDER holds tls/ and ports.env.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';

const HOST = '127.0.0.1';
const ANSWER_MS = 10_000;

/** PostgreSQL's SSLRequest: TLS begins within a connection. */
const SSL_REQUEST = Buffer.from('0000000804d2162f', 'hex');
const startup = (text) => {
  const body = Buffer.from(`\0\x03\0\0${text.replaceAll(' ', '\0')}\0\0`, 'latin1');
  return Buffer.concat([Buffer.from([0, 0, 0, body.length + 4]), body]);
};

/** server -> what it is asked, and how an answer begins that is no refusal; a dot is any byte */
const QUESTIONS = {
  // Refusals begin with E; R asks for the password.
  postgres: {
    certificate: 'auth',
    question: startup('user lynk_auth database lynk'),
    answer: 'R',
    first: SSL_REQUEST,
  },
  redis: { certificate: 'auth', question: 'PING\r\n', answer: '-NOAUTH' },
  // ApiVersions, version 0, correlation 7.
  kafka: { certificate: 'auth', question: Buffer.from('0000000a0012000000000007ffff', 'hex'), answer: '.......\x07' },
  // OPTIONS of protocol 4; SUPPORTED is 6.
  cassandra: { certificate: 'message', question: Buffer.from('040000000500000000', 'hex'), answer: '\x84...\x06' },
  s3: { certificate: 'media', question: `GET / HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`, answer: 'HTTP/1.1 403' },
};

const [server = '', folder = ''] = process.argv.slice(2);
const { certificate, question, answer, first } = QUESTIONS[server];
const ports = readFileSync(path.join(folder, 'ports.env'), 'utf8');
const port = Number(new RegExp(`^${server.toUpperCase()}_PORT=(\\d+)$`, 'm').exec(ports)?.[1]);
const file = (name) => readFileSync(path.join(folder, 'tls', name));

/** A TCP connection that is ready for TLS. */
async function connect() {
  const socket = net.connect(port, HOST);
  if (first) {
    socket.write(first);
    await new Promise((resolve, reject) => socket.once('data', resolve).once('error', reject));
  }
  return socket;
}

/** The first bytes of the answer; with TLS 1.3 a refusal shows only when something is read. */
async function ask(identity) {
  const socket = await connect();
  return new Promise((resolve) => {
    const options = { socket, ca: file('ca.crt'), minVersion: 'TLSv1.3', servername: server, ...identity };
    const secure = tls.connect(options, () => secure.write(question));
    secure.setTimeout(ANSWER_MS, () => secure.destroy(new Error('no answer')));
    secure.once('data', (bytes) => {
      resolve(bytes.toString('latin1'));
      secure.destroy();
    });
    secure.once('error', (error) => resolve(`refused: ${error.message}`));
    secure.once('close', () => resolve('refused: closed'));
  });
}

const isAnswer = (text) => [...answer].every((expected, place) => expected === '.' || expected === text[place]);

const withOne = await ask({ cert: file(`${certificate}.crt`), key: file(`${certificate}.key`) });
const without = await ask({});
if (!isAnswer(withOne)) throw new Error(`${server} did not answer a correct certificate: ${withOne}`);
if (isAnswer(without)) throw new Error(`${server} answered somebody without a certificate.`);
