import path from 'node:path';
import { z } from 'zod';
import type { ViewerLimits } from '#gateway/config.ts';
import { MAX_ACCESS_TOKEN_SECONDS } from '#platform/tokens/access-token.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { StartupError } from './startup-error.ts';

const number = (fault: string) => z.coerce.number({ error: fault });

const port = 'must be a whole number from 0 to 65535';
const positive = 'must be a number above 0';
const whole = 'must be a whole number above 0';
const count = 'must be a whole number from 0 on';
const tokenSeconds = `must be a whole number from 1 to ${MAX_ACCESS_TOKEN_SECONDS}`;
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

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
  LYNK_ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .transform((list) => list.filter((origin) => origin !== ''))
    .refine((list) => list.every(isOrigin), { error: 'must list origins such as https://chat.example, with commas' })
    .describe('Origins of web pages elsewhere that may use the endpoint, separated by commas.'),
  LYNK_TRUSTED_PROXIES: number(count)
    .int(count)
    .min(0, count)
    .default(0)
    .describe('How many proxies of yours stand in front, whose X-Forwarded-For tells the address of a client.'),
  LYNK_ADMIN_PORT: number(port)
    .int(port)
    .min(0, port)
    .max(65_535, port)
    .default(0)
    .describe('The port on 127.0.0.1 where `/metrics` tells how Lynk does, for Prometheus. 0 leaves it out.'),
});

type SettingName = keyof typeof settings.shape;

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
  /** As in the `Origin` header. */
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: number;
  readonly viewer: ViewerLimits;
  /** Null when nobody may ask how Lynk does. */
  readonly adminPort: number | null;
}

/** A setting as the README tells of it. */
export interface SettingDescription {
  readonly name: string;
  readonly defaultValue: string;
  readonly description: string;
}

/** All settings, in the order in which they are told of. */
export const SETTING_DESCRIPTIONS: readonly SettingDescription[] = Object.entries(settings.shape).map(
  ([name, schema]) => ({
    name,
    defaultValue: String(schema.parse(undefined)),
    description: schema.description ?? '',
  }),
);

/**
 * Reads the settings. It is the only reader of the environment.
 *
 * @param environment variables by name; an empty value counts as not set
 * @throws StartupError that tells of every fault at once, a misspelt name included
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.entries(environment).filter(([name, value]) => name.startsWith('LYNK_') && value?.trim());
  const unknown = given
    .filter(([name]) => !(name in settings.shape))
    .map(([name]) => `${name} is not a setting of Lynk; there are ${Object.keys(settings.shape).join(', ')}.`);
  const parsed = settings.safeParse(Object.fromEntries(given.map(([name, value]) => [name, value?.trim()])));
  const wrong = parsed.error?.issues.map((issue) => {
    const name = issue.path[0] as SettingName;
    return `${name} ${issue.message}, but is "${environment[name]}".`;
  });
  const faults = [...(wrong ?? []), ...unknown];
  if (!parsed.data || faults.length > 0) throw new StartupError(faults.join('\n'));
  const values = parsed.data;
  return {
    host: values.LYNK_HOST,
    port: values.LYNK_PORT,
    dataDir: path.resolve(PROJECT_ROOT, values.LYNK_DATA_DIR),
    logLevel: values.LYNK_LOG_LEVEL,
    rateLimit: { perSecond: values.LYNK_RATE_LIMIT_PER_SECOND, burst: values.LYNK_RATE_LIMIT_BURST },
    accessTokenSeconds: values.LYNK_ACCESS_TOKEN_SECONDS,
    refreshTokenDays: values.LYNK_REFRESH_TOKEN_DAYS,
    allowedOrigins: values.LYNK_ALLOWED_ORIGINS,
    trustedProxies: values.LYNK_TRUSTED_PROXIES,
    viewer: {
      costPerOperation: values.LYNK_COST_PER_OPERATION,
      costPerMinute: values.LYNK_COST_PER_MINUTE,
      socketsPerAccount: values.LYNK_SOCKETS_PER_ACCOUNT,
      socketsPerAddress: values.LYNK_SOCKETS_PER_ADDRESS,
    },
    adminPort: values.LYNK_ADMIN_PORT === 0 ? null : values.LYNK_ADMIN_PORT,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
