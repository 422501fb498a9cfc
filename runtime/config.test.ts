import path from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_GATEWAY_CONFIG } from '#gateway/config.ts';
import { readConfig, SETTING_DESCRIPTIONS } from './config.ts';
import { PROJECT_ROOT } from './project-root.ts';

const SANDBOX = 'https://studio.apollographql.com';

test('without settings the defaults hold', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 4000,
    dataDir: path.join(PROJECT_ROOT, '.lynk'),
    logLevel: 'warn',
    rateLimit: { perSecond: 3, burst: 5 },
    accessTokenSeconds: 900,
    refreshTokenDays: 7,
    isProduction: false,
    hasExplorer: true,
    hasWeb: true,
    persistedDocuments: null,
    isPersistedOnly: false,
    publicUrl: null,
    pushDelayMs: 15_000,
    media: {
      pictureBytes: 10_000_000,
      attachmentBytes: 100_000_000,
      waiting: { files: 100, bytes: 500_000_000 },
      partsAbove: 67_108_864,
      uploadSeconds: 900,
    },
    gateway: {
      introspection: true,
      allowedOrigins: [SANDBOX],
      trustedProxies: 0,
      bodyBytes: DEFAULT_GATEWAY_CONFIG.bodyBytes,
      limits: DEFAULT_GATEWAY_CONFIG.limits,
      socket: DEFAULT_GATEWAY_CONFIG.socket,
      viewer: DEFAULT_GATEWAY_CONFIG.viewer,
    },
    adminHost: '127.0.0.1',
    adminPort: null,
  });
});

test('the public address is an origin', () => {
  expect(readConfig({ LYNK_PUBLIC_URL: 'https://chat.example' }).publicUrl).toBe('https://chat.example');
  for (const wrong of ['chat.example', 'https://chat.example/', 'https://chat.example/lynk']) {
    expect(() => readConfig({ LYNK_PUBLIC_URL: wrong }), wrong).toThrowError(/LYNK_PUBLIC_URL must be an origin/);
  }
});

test('in production there is nothing that only developers need, unless somebody says so', () => {
  const open = { isProduction: false, hasExplorer: true, gateway: { introspection: true, allowedOrigins: [SANDBOX] } };
  const closed = { isProduction: true, hasExplorer: false, gateway: { introspection: false, allowedOrigins: [] } };
  expect(readConfig({ NODE_ENV: 'production' })).toMatchObject(closed);
  expect(readConfig({ LYNK_MODE: 'production' })).toMatchObject(closed);
  expect(readConfig({ NODE_ENV: 'production', LYNK_MODE: 'development' })).toMatchObject(open);
  const chosen = { LYNK_MODE: 'production', LYNK_EXPLORER: 'on', LYNK_INTROSPECTION: 'on' };
  expect(readConfig(chosen)).toMatchObject({ hasExplorer: true, gateway: { introspection: true, allowedOrigins: [] } });
});

test('persisted documents alone need a file of them', () => {
  expect(() => readConfig({ LYNK_PERSISTED_ONLY: 'on' })).toThrowError(/LYNK_PERSISTED_DOCUMENTS must name/);
  const config = readConfig({ LYNK_PERSISTED_ONLY: 'on', LYNK_PERSISTED_DOCUMENTS: 'documents.json' });
  const persistedDocuments = path.join(PROJECT_ROOT, 'documents.json');
  expect(config).toMatchObject({ isPersistedOnly: true, persistedDocuments, hasExplorer: false });
});

test('settings are read, and an empty one counts as not set', () => {
  const config = readConfig({
    LYNK_PORT: ' 0 ',
    LYNK_HOST: '',
    LYNK_DATA_DIR: '/srv/lynk',
    LYNK_RATE_LIMIT_BURST: '50',
  });
  expect(config).toMatchObject({ port: 0, host: '127.0.0.1', dataDir: '/srv/lynk', rateLimit: { burst: 50 } });
});

test('origins are a list, and each is an origin', () => {
  const origins = (list: string) =>
    readConfig({ LYNK_MODE: 'production', LYNK_ALLOWED_ORIGINS: list }).gateway.allowedOrigins;
  expect(origins('https://a.example, http://localhost:5173,')).toEqual(['https://a.example', 'http://localhost:5173']);
  for (const wrong of ['*', 'a.example', 'https://a.example/chat']) {
    expect(() => origins(wrong)).toThrowError(/LYNK_ALLOWED_ORIGINS must list origins/);
  }
});

test('all faults are told of at once', () => {
  const environment = {
    LYNK_PORT: 'http',
    LYNK_LOG_LEVEL: 'loud',
    LYNK_REFRESH_TOKEN_DAYS: '-1',
    LYNK_PROT: '4001',
    PORT: 'not ours',
  };
  expect(() => readConfig(environment)).toThrowError(
    [
      'LYNK_PORT must be a whole number from 0 to 65535, but is "http".',
      'LYNK_LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, but is "loud".',
      'LYNK_REFRESH_TOKEN_DAYS must be a number above 0, but is "-1".',
      `LYNK_PROT is not a setting of Lynk; there are ${SETTING_DESCRIPTIONS.map(({ name }) => name).join(', ')}.`,
    ].join('\n'),
  );
});

test.each(['65536', '-1', '80.5', 'Infinity', '0x'])('port %s is refused', (port) => {
  expect(() => readConfig({ LYNK_PORT: port })).toThrowError(/LYNK_PORT must be a whole number/);
});

test('every setting is described', () => {
  for (const { name, description, defaultValue } of SETTING_DESCRIPTIONS) {
    expect(name).toMatch(/^LYNK_[A-Z_]+$/);
    expect(description).toMatch(/\.$/);
    expect(defaultValue).not.toBe('undefined');
  }
});

test('an access token lives no longer than whoever checks it accepts', () => {
  expect(readConfig({ LYNK_ACCESS_TOKEN_SECONDS: '3600' }).accessTokenSeconds).toBe(3_600);
  expect(() => readConfig({ LYNK_ACCESS_TOKEN_SECONDS: '3601' })).toThrowError(
    'LYNK_ACCESS_TOKEN_SECONDS must be a whole number from 1 to 3600, but is "3601".',
  );
});
