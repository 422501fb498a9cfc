import { createPrivateKey, X509Certificate } from 'node:crypto';
import { SecretRefused, type Secrets } from './secrets.ts';

/** Certificates in PEM: the authority's, and this service's own with its key. */
export interface Tls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Certificates that are replaced while they are in use. */
export interface LiveTls {
  /** Those that connections are made with from now on; the same object as long as they are the same. */
  current(): Tls;
  /** Tells of others. @returns ends that */
  onChange(listener: (tls: Tls) => void): () => void;
}

/** All connections between processes have this version at least (RFC 8446). */
export const TLS_VERSION = { minVersion: 'TLSv1.3' } as const;

/**
 * Opens the certificates of a service: the secrets `ca.crt`, `<name>.crt` and `<name>.key`. When they change, those that
 * belong together are taken over as one: between the renaming of two files the old ones stay in use.
 *
 * @throws Error when one is missing; SecretRefused when they cannot be used together
 */
export async function openTls(secrets: Secrets, name: string): Promise<LiveTls> {
  const parts = { ca: 'ca.crt', cert: `${name}.crt`, key: `${name}.key` } as const;
  const latest = new Map<string, string>();
  const listeners = new Set<(tls: Tls) => void>();
  const together = () => {
    const of = (file: string) => latest.get(file) ?? '';
    return checked({ ca: of(parts.ca), cert: of(parts.cert), key: of(parts.key) }, name);
  };
  let current: Tls | undefined;
  for (const file of Object.values(parts)) {
    secrets.watch(file, (value) => {
      latest.set(file, value);
      if (!current) return;
      current = together();
      for (const listener of [...listeners]) listener(current);
    });
  }
  for (const file of Object.values(parts)) {
    const value = await secrets.read(file);
    // What was told meanwhile is newer.
    if (!latest.has(file)) latest.set(file, value);
  }
  const opened = together();
  current = opened;
  return {
    current: () => current ?? opened,
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Certificates that stay as they are, as ones that could be replaced. */
export function liveTls(tls: Tls | LiveTls): LiveTls {
  return 'current' in tls ? tls : { current: () => tls, onChange: () => () => {} };
}

/** @throws SecretRefused unless they can be used together */
function checked(tls: Tls, name: string): Tls {
  let doFit: boolean;
  try {
    const [authority, own] = [new X509Certificate(tls.ca), new X509Certificate(tls.cert)];
    doFit = authority.ca && own.checkPrivateKey(createPrivateKey(tls.key));
  } catch {
    throw new SecretRefused(`Not all of ca.crt, ${name}.crt and ${name}.key can be read as PEM. Make them anew.`);
  }
  if (doFit) return tls;
  throw new SecretRefused(
    `ca.crt is not an authority’s, or the key in ${name}.key is not that of ${name}.crt. Replace them together.`,
  );
}
