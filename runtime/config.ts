import path from 'node:path';
import { z } from 'zod';
import { DEFAULT_GATEWAY_CONFIG, type GatewayConfig } from '#gateway/config.ts';
import { MAX_ACCESS_TOKEN_SECONDS } from '#platform/tokens/access-token.ts';
import type { MediaLimits } from '#subgraphs/media/service/limits.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { DEFAULT_STACK_FOLDER, nativeStackSettings } from './services/native-stack.ts';
import { type ServicesConfig, serviceSettings, servicesConfigOf } from './services/settings.ts';
import { describeSettings, type Environment, parseSettings } from './settings.ts';
import { StartupError } from './startup-error.ts';

const number = (fault: string) => z.coerce.number({ error: fault });

const port = 'must be a whole number from 0 to 65535';
const positive = 'must be a number above 0';
const whole = 'must be a whole number above 0';
const count = 'must be a whole number from 0 on';
const delay = 'must be a number from 0 to 3600';
const tokenSeconds = `must be a whole number from 1 to ${MAX_ACCESS_TOKEN_SECONDS}`;
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** A setting that is a whole number above 0. */
const limit = (most: number, description: string) =>
  number(whole).int(whole).positive(whole).default(most).describe(description);

/** What is there in development alone, unless somebody says so. */
const developersToo = ['auto', 'on', 'off'] as const;
const onOrOff = ['on', 'off'] as const;
const modes = ['development', 'production'] as const;

/** Every setting: its name in the environment, what it accepts, its default, and what it does. */
const settings = z.object({
  LYNK_PORT: number(port)
    .int(port)
    .min(0, port)
    .max(65_535, port)
    .default(4000)
    .describe('The port of the GraphQL endpoint. 0 takes any free one; the banner says which.'),
  LYNK_DATA_DIR: z
    .string()
    .default('.lynk')
    .describe('The folder of everything that is kept. A relative path starts at the folder of the project.'),
  LYNK_HOST: z.string().default('127.0.0.1').describe('The address to listen on. 0.0.0.0 lets other machines in.'),
  LYNK_LOG_LEVEL: z
    .enum(levels, { error: `must be one of ${levels.join(', ')}` })
    .default('warn')
    .describe('How much is logged, as JSON lines on standard error: trace, debug, info, warn, error, fatal or silent.'),
  LYNK_MODE: z
    .enum(modes, { error: `must be one of ${modes.join(', ')}` })
    .default('development')
    .describe(
      'Development or production, which has no pages and rights for developers. With NODE_ENV=production the default is production.',
    ),
  LYNK_EXPLORER: z
    .enum(developersToo, { error: `must be one of ${developersToo.join(', ')}` })
    .default('auto')
    .describe('Whether `/explorer` is there, where operations are tried in the browser; auto: in development.'),
  LYNK_INTROSPECTION: z
    .enum(developersToo, { error: `must be one of ${developersToo.join(', ')}` })
    .default('auto')
    .describe('Whether clients may ask for the schema; auto: in development.'),
  LYNK_WEB: z
    .enum(onOrOff, { error: `must be one of ${onOrOff.join(', ')}` })
    .default('on')
    .describe('Whether the web client is served at `/`, when it has been built.'),
  LYNK_PERSISTED_DOCUMENTS: z
    .string()
    .default('')
    .describe('A JSON file of hashes and documents that clients may name, as their codegen makes it.'),
  LYNK_PERSISTED_ONLY: z
    .enum(onOrOff, { error: `must be one of ${onOrOff.join(', ')}` })
    .default('off')
    .describe('Whether the documents of that file are the only ones that are carried out.'),
  LYNK_MAX_TOKENS: limit(5_000, 'Words and signs of one document.'),
  LYNK_MAX_DEPTH: limit(20, 'Fields inside of each other.'),
  LYNK_MAX_ALIASES: limit(100, 'Aliases of one operation. Fragments count wherever they are used, here and below.'),
  LYNK_MAX_ROOT_FIELDS: limit(50, 'Fields of Query or Mutation in one operation.'),
  LYNK_MAX_DIRECTIVES: limit(100, 'Directives of one operation.'),
  LYNK_MAX_FIELDS: limit(5_000, 'Fields of one operation.'),
  LYNK_MAX_PAGE: limit(100, 'The longest page, by `first` or `last`; more than 100 never come.'),
  LYNK_MAX_BODY_BYTES: limit(1024 * 1024, 'The length of a request over HTTP.'),
  LYNK_MAX_FRAME_BYTES: limit(256 * 1024, 'The length of a message over WebSocket.'),
  LYNK_MAX_SOCKET_OPERATIONS: limit(256, 'Operations that one socket runs at the same time.'),
  LYNK_RATE_LIMIT_PER_SECOND: number(positive)
    .positive(positive)
    .default(3)
    .describe('Sign-ins and registrations a second, for each account and for each address.'),
  LYNK_RATE_LIMIT_BURST: number(whole)
    .int(whole)
    .positive(whole)
    .default(5)
    .describe('How many of these may come at once.'),
  LYNK_COST_PER_OPERATION: number(whole)
    .int(whole)
    .positive(whole)
    .default(20_000)
    .describe(
      'The most that one operation may cost: 1 for each field of the largest answer, 10 more for each mutation.',
    ),
  LYNK_COST_PER_MINUTE: number(whole)
    .int(whole)
    .positive(whole)
    .default(1_000_000)
    .describe('What an account may spend in a minute, or an address without anybody signed in.'),
  LYNK_SOCKETS_PER_ACCOUNT: number(whole)
    .int(whole)
    .positive(whole)
    .default(1_000)
    .describe('Open sockets of one account.'),
  LYNK_SOCKETS_PER_ADDRESS: number(whole)
    .int(whole)
    .positive(whole)
    .default(10_000)
    .describe(
      'Open sockets from one address. Behind a proxy of yours, set LYNK_TRUSTED_PROXIES: else all have its address.',
    ),
  LYNK_ACCESS_TOKEN_SECONDS: number(tokenSeconds)
    .int(tokenSeconds)
    .min(1, tokenSeconds)
    .max(MAX_ACCESS_TOKEN_SECONDS, tokenSeconds)
    .default(900)
    .describe('How long an access token is good, in seconds.'),
  LYNK_REFRESH_TOKEN_DAYS: number(positive)
    .positive(positive)
    .default(7)
    .describe('How long a session lives without being used, in days.'),
  LYNK_PUSH_DELAY_SECONDS: number(delay)
    .min(0, delay)
    .max(3_600, delay)
    .default(15)
    .describe('How long somebody who is online may take to read a message before it is pushed, in seconds.'),
  LYNK_ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .transform((list) => list.filter((origin) => origin !== ''))
    .refine((list) => list.every(isOrigin), { error: 'must list origins such as https://chat.example, with commas' })
    .describe('Origins of web pages elsewhere that may use the endpoint, separated by commas.'),
  LYNK_PUBLIC_URL: z
    .string()
    .default('')
    .refine((text) => text === '' || isOrigin(text), { error: 'must be an origin such as https://chat.example' })
    .describe(
      'Scheme, host and port under which clients reach Lynk, for addresses of files; else its own on this machine.',
    ),
  LYNK_MAX_PICTURE_BYTES: limit(10_000_000, 'The largest picture of a person or a room.'),
  LYNK_MAX_ATTACHMENT_BYTES: limit(100_000_000, 'The largest file in a message.'),
  LYNK_MAX_WAITING_FILES: limit(100, 'Files of one person that are uploaded, or announced, and not yet used.'),
  LYNK_MAX_WAITING_BYTES: limit(500_000_000, 'The bytes of these files.'),
  LYNK_UPLOAD_PARTS_ABOVE: limit(67_108_864, 'Files of more bytes than this may be sent in parts.'),
  LYNK_UPLOAD_SECONDS: limit(900, 'How long the address to send a file to is good, in seconds.'),
  LYNK_TRUSTED_PROXIES: number(count)
    .int(count)
    .min(0, count)
    .default(0)
    .describe('How many proxies of yours stand in front, whose X-Forwarded-For tells the address of a client.'),
  LYNK_ADMIN_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address of LYNK_ADMIN_PORT. It knows no accounts: another one belongs into a private network.'),
  LYNK_ADMIN_PORT: number(port)
    .int(port)
    .min(0, port)
    .max(65_535, port)
    .default(0)
    .describe('The port of `/metrics` for Prometheus, `/livez`, `/readyz` and `/healthz`. 0 leaves it out.'),
});

/** Where Apollo Sandbox runs, which developers open in their browser to try operations on a server of theirs. */
const DEVELOPERS_ORIGINS = ['https://studio.apollographql.com'];

/** What can be set from outside, checked and with defaults. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly logLevel: (typeof levels)[number];
  readonly rateLimit: { readonly perSecond: number; readonly burst: number };
  readonly accessTokenSeconds: number;
  readonly refreshTokenDays: number;
  /** How long somebody who is there may take to read a message before it is pushed. */
  readonly pushDelayMs: number;
  /** Whether strangers may come: then there is nothing that only developers need. */
  readonly isProduction: boolean;
  readonly hasExplorer: boolean;
  readonly hasWeb: boolean;
  /** Absolute; null when no documents are persisted. */
  readonly persistedDocuments: string | null;
  /** Settings of the gateway. In `allowedOrigins` they are as in the `Origin` header. */
  readonly gateway: Pick<
    GatewayConfig,
    'allowedOrigins' | 'trustedProxies' | 'viewer' | 'introspection' | 'bodyBytes' | 'limits' | 'socket'
  >;
  /** As clients reach the gateway; null when that is where it listens. */
  readonly publicUrl: string | null;
  readonly media: MediaLimits;
  /** Whether nothing but persisted documents is carried out. */
  readonly isPersistedOnly: boolean;
  /** Null when nobody may ask how Lynk does. */
  readonly adminPort: number | null;
  readonly adminHost: string;
}

/** All settings, in the order in which they are told of. */
export const SETTING_DESCRIPTIONS = describeSettings(settings);

/**
 * Reads the settings. It is the only reader of the environment.
 *
 * @param environment variables by name; an empty value counts as not set
 * @throws StartupError that tells of every fault at once, a misspelt name included
 */
export function readConfig(environment: Environment = process.env): Config {
  return configOf(parseSettings(settings, settingsIn(environment)));
}

/**
 * Reads the settings of a process that is one part of Lynk, on the real servers: the same ones, and where everything is.
 *
 * @throws StartupError as {@link readConfig}
 */
export function readServiceConfig(environment: Environment = process.env): Config & { services: ServicesConfig } {
  const all = settings.extend(serviceSettings.shape);
  const values = parseSettings(all, settingsIn(environment));
  return { ...configOf(values), services: servicesConfigOf(values) };
}

/**
 * Reads the settings of a tool that works on one process with its data folder, or on the real servers when LYNK_POSTGRES says
 * where.
 *
 * @throws StartupError as {@link readConfig}
 */
export function readToolConfig(environment: Environment = process.env): Config & { services: ServicesConfig | null } {
  const isOnServers = Boolean(environment['LYNK_POSTGRES']?.trim());
  return isOnServers ? readServiceConfig(environment) : { ...readConfig(environment), services: null };
}

/**
 * Reads the settings for all processes of this machine, on the servers of `npm run stack:up`.
 *
 * @returns what each process is told, and where the first gateway listens
 * @throws StartupError as {@link readConfig}, and when the servers were never started
 */
export function readLocalServices(environment: Environment = process.env): {
  environment: Environment;
  host: string;
  port: number;
} {
  const folder = environment['LYNK_STACK_FOLDER']?.trim() || DEFAULT_STACK_FOLDER;
  const given = Object.entries(withoutStack(environment)).filter(([, value]) => value?.trim());
  const told = { ...nativeStackSettings(folder), ...Object.fromEntries(given) };
  const { host, port } = readServiceConfig(told);
  return { environment: told, host, port };
}

/** What is said of the servers of this machine themselves is no setting of Lynk. */
const withoutStack = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('LYNK_STACK_')));

/** With what Node's own word for production decides when nobody says otherwise. */
function settingsIn(environment: Environment): Environment {
  const isProduction = environment['NODE_ENV'] === 'production' && !environment['LYNK_MODE']?.trim();
  return { ...withoutStack(environment), ...(isProduction && { LYNK_MODE: 'production' }) };
}

function configOf(values: z.output<typeof settings>): Config {
  const isProduction = values.LYNK_MODE === 'production';
  const isPersistedOnly = values.LYNK_PERSISTED_ONLY === 'on';
  const documents = values.LYNK_PERSISTED_DOCUMENTS;
  if (isPersistedOnly && documents === '') {
    throw new StartupError('LYNK_PERSISTED_ONLY is on, so LYNK_PERSISTED_DOCUMENTS must name the documents.');
  }
  return {
    host: values.LYNK_HOST,
    port: values.LYNK_PORT,
    dataDir: path.resolve(PROJECT_ROOT, values.LYNK_DATA_DIR),
    logLevel: values.LYNK_LOG_LEVEL,
    rateLimit: { perSecond: values.LYNK_RATE_LIMIT_PER_SECOND, burst: values.LYNK_RATE_LIMIT_BURST },
    accessTokenSeconds: values.LYNK_ACCESS_TOKEN_SECONDS,
    refreshTokenDays: values.LYNK_REFRESH_TOKEN_DAYS,
    pushDelayMs: Math.round(values.LYNK_PUSH_DELAY_SECONDS * 1000),
    isProduction,
    hasExplorer: values.LYNK_EXPLORER === 'auto' ? !isProduction && !isPersistedOnly : values.LYNK_EXPLORER === 'on',
    hasWeb: values.LYNK_WEB === 'on',
    persistedDocuments: documents === '' ? null : path.resolve(PROJECT_ROOT, documents),
    isPersistedOnly,
    gateway: {
      introspection: values.LYNK_INTROSPECTION === 'auto' ? !isProduction : values.LYNK_INTROSPECTION === 'on',
      allowedOrigins: isProduction
        ? values.LYNK_ALLOWED_ORIGINS
        : [...values.LYNK_ALLOWED_ORIGINS, ...DEVELOPERS_ORIGINS],
      trustedProxies: values.LYNK_TRUSTED_PROXIES,
      bodyBytes: values.LYNK_MAX_BODY_BYTES,
      limits: {
        tokens: values.LYNK_MAX_TOKENS,
        depth: values.LYNK_MAX_DEPTH,
        aliases: values.LYNK_MAX_ALIASES,
        rootFields: values.LYNK_MAX_ROOT_FIELDS,
        directives: values.LYNK_MAX_DIRECTIVES,
        fields: values.LYNK_MAX_FIELDS,
        page: values.LYNK_MAX_PAGE,
      },
      socket: {
        ...DEFAULT_GATEWAY_CONFIG.socket,
        messageBytes: values.LYNK_MAX_FRAME_BYTES,
        operations: values.LYNK_MAX_SOCKET_OPERATIONS,
      },
      viewer: {
        costPerOperation: values.LYNK_COST_PER_OPERATION,
        costPerMinute: values.LYNK_COST_PER_MINUTE,
        socketsPerAccount: values.LYNK_SOCKETS_PER_ACCOUNT,
        socketsPerAddress: values.LYNK_SOCKETS_PER_ADDRESS,
      },
    },
    publicUrl: values.LYNK_PUBLIC_URL || null,
    media: {
      pictureBytes: values.LYNK_MAX_PICTURE_BYTES,
      attachmentBytes: values.LYNK_MAX_ATTACHMENT_BYTES,
      waiting: { files: values.LYNK_MAX_WAITING_FILES, bytes: values.LYNK_MAX_WAITING_BYTES },
      partsAbove: values.LYNK_UPLOAD_PARTS_ABOVE,
      uploadSeconds: values.LYNK_UPLOAD_SECONDS,
    },
    adminHost: values.LYNK_ADMIN_HOST,
    adminPort: values.LYNK_ADMIN_PORT === 0 ? null : values.LYNK_ADMIN_PORT,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
