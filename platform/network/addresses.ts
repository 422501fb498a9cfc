import { lookup } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where one or more processes listen. */
export interface ServiceAddress {
  /** A name that DNS knows, or an IP address. */
  readonly host: string;
  readonly port: number;
}

/** Finds all IP addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

const ADDRESS = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]/]+)):(\d{1,5})$/;
const RESOLVE_DEADLINE_MS = 3_000;

/**
 * Reads a list such as `room:4000,192.0.2.1:4000,[2001:db8::1]:4000`.
 *
 * @throws Error that quotes what is not an address
 */
export function readAddresses(text: string): readonly ServiceAddress[] {
  return text.split(',').map((part) => {
    const [, ipv6, other, digits] = ADDRESS.exec(part.trim()) ?? [];
    const host = ipv6 ?? other;
    const port = Number(digits);
    if (host === undefined || port < 1 || port > 65_535 || (ipv6 !== undefined && !isIPv6(ipv6))) {
      throw new Error(`“${part.trim()}” is not an address: write host:port, and a comma between several.`);
    }
    return { host, port };
  });
}

/**
 * Asks the system's resolver: DNS, and the file of hosts.
 *
 * @throws Error when it knows nothing of the name, or does not answer within 3 s
 */
export const resolveHost: Resolve = async (host) => {
  if (isIP(host)) return [host];
  const late = new AbortController();
  try {
    const tooLate = sleep(RESOLVE_DEADLINE_MS, undefined, { signal: late.signal }).then(() => {
      throw new Error(`The addresses of ${host} are not found in time.`);
    });
    const found = await Promise.race([lookup(host, { all: true }), tooLate]);
    return found.map(({ address }) => address);
  } finally {
    late.abort();
  }
};
