import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { type Container, readCompose } from './compose-file.ts';

const file = (name: string) => path.join(import.meta.dirname, '..', '..', name);
const text = (name: string) => readFileSync(file(name), 'utf8');

const SERVICES = ['auth', 'gateway', 'media', 'message', 'notification', 'room', 'user'];
const SERVERS = ['cassandra', 'kafka', 'postgres', 'redis', 's3', 's3-private'];
const DOORS = ['gateway', 's3-public'];
/** Makes all secrets, so it sees all of them. */
const MAKER = 'credentials';
/** Container → whose folder of secrets it sees, when that is not called like itself. */
const SHARED: Readonly<Record<string, string>> = { 's3-private': 's3-front', 's3-public': 's3-front' };

describe.each([
  ['docker-compose.yml', readCompose(file('docker-compose.yml'))],
  ['docker-compose.prod.yml', readCompose(file('docker-compose.yml'), file('docker-compose.prod.yml'))],
])('%s', (name, { services, networks, volumes }) => {
  const containers = Object.entries(services);
  const isProduction = name.includes('prod');

  it.each(containers)('%s can do no more than it has to', (_name, container) => {
    expect(container.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(container.read_only).toBe(true);
    expect(container.cap_drop).toEqual(['ALL']);
    expect(container.cap_add).toBeUndefined();
    expect(container.privileged).toBeUndefined();
    expect(container.security_opt).toEqual(['no-new-privileges:true']);
    expect(container.logging?.options['max-size']).toBeDefined();
  });

  it.each(containers)('%s has limits, and somebody sees whether it is well', (_name, container) => {
    const { cpus, memory, pids } = container.deploy.resources.limits;
    expect(Number(cpus)).toBeGreaterThan(0);
    expect(memory).toMatch(/^\d+[mg]$/);
    expect(pids).toBeGreaterThan(0);
    if (container.restart === 'no') expect(container.healthcheck).toBeUndefined();
    else expect(container.healthcheck?.test.length).toBeGreaterThan(1);
  });

  it.each(containers)('%s comes from an image with an exact version', (_name, { image, build }) => {
    if (isProduction && image.startsWith('${')) {
      expect(image).toMatch(/:\?.*digest\}$/);
      expect(build).toBeUndefined();
    } else if (build) expect(text('Dockerfile')).toContain(` AS ${build.target}\n`);
    else expect(image).toMatch(/:\d+\.\d+(\.\d+)?(-bookworm)?(@sha256:[0-9a-f]{64})?$/);
  });

  it.each(containers)('%s sees its own secrets alone, and changes none', (container, { volumes }) => {
    const secret = volumes.filter((volume) => /^(authority|credentials-)/.test(volume));
    if (container === MAKER) return;
    expect(secret).toEqual([`credentials-${SHARED[container] ?? container}:/run/lynk:ro`]);
    expect(volumes.filter((volume) => volume.startsWith('.'))).toEqual(SERVERS_OF_OTHERS.has(container) ? [INIT] : []);
  });

  it.each(containers)('%s is told no secret by its environment', (_name, { environment }) => {
    const telling = Object.keys(environment).filter((key) => /PASS|SECRET|TOKEN|KEY|CREDENTIAL/i.test(key));
    expect(telling.filter((key) => environment[key] !== '/run/lynk/secrets')).toEqual([]);
  });

  it('opens the gateway and the addresses of files, and nothing else', () => {
    const published = containers.filter(([, { ports }]) => ports.length > 0).map(([container]) => container);
    expect(published.sort()).toEqual(DOORS);
    const outside = containers.filter(([, container]) => networksOf(container).some((net) => !networks[net]?.internal));
    expect(outside.map(([container]) => container).sort()).toEqual(DOORS);
    expect(services['gateway']?.ports).toHaveLength(1);
    expect(services['s3-public']?.networks).toEqual(['edge']);
  });

  it('keeps servers in the private network, and services in both', () => {
    for (const server of SERVERS) expect(networksOf(services[server]), server).toEqual(['data']);
    for (const service of SERVICES) expect(services[service]?.networks, service).toContain('data');
    for (const service of SERVICES) expect(services[service]?.networks, service).toContain('services');
    expect(networks['data']).toEqual({ internal: true });
    expect(networks['services']).toEqual({ internal: true });
  });

  it('has a folder of secrets for each container that sees one, which its maker fills', () => {
    const folders = Object.keys(volumes).filter((volume) => volume.startsWith('credentials-'));
    const mounted = containers
      .filter(([container]) => container !== MAKER)
      .map(([container]) => SHARED[container] ?? container);
    expect(folders.sort()).toEqual([...new Set(mounted)].map((container) => `credentials-${container}`).sort());
    const made = folders.map((volume) => `${volume}:/${volume.replace('-', '/')}`);
    expect(services[MAKER]?.volumes.toSorted()).toEqual(['authority:/var/lib/lynk', ...made].sort());
    expect(services[MAKER]?.network_mode).toBe('none');
    // The image has these folders, with the owner that the volumes get.
    const [, inImage] = /for name in ([\w\s\\-]+); do install -d/.exec(text('Dockerfile')) ?? [];
    expect(
      inImage
        ?.match(/[\w-]+/g)
        ?.map((container) => `credentials-${container}`)
        .sort(),
    ).toEqual(folders);
  });

  /** A door shares the network of what it stands before. */
  function networksOf(container: Container | undefined): readonly string[] {
    const [, other] = /^service:(.+)$/.exec(container?.network_mode ?? '') ?? [];
    return other === undefined ? (container?.networks ?? []) : networksOf(services[other]);
  }
});

const INIT = './init:/init:ro';
/** Whose images are not ours: they are started by a script of init/. */
const SERVERS_OF_OTHERS = new Set(['cassandra', 'kafka', 'postgres', 'redis']);

test('production brings its secrets, takes nothing for developers, and runs two of what must not be alone', () => {
  const { services, volumes } = readCompose(file('docker-compose.yml'), file('docker-compose.prod.yml'));
  for (const [name, { driver_opts }] of Object.entries(volumes)) {
    if (!/^(authority|credentials-)/.test(name)) continue;
    expect(driver_opts?.['device'], name).toMatch(/^\$\{LYNK_CREDENTIALS:\?[^}]+\}\/[a-z0-9-]+$/);
    expect(driver_opts?.['device']?.split('/').at(-1)).toBe(name.replace('credentials-', ''));
  }
  expect(services[MAKER]?.profiles).toEqual(['credentials']);
  for (const service of SERVICES) expect(services[service]?.environment['LYNK_MODE'], service).toBe('production');
  expect(services['gateway']?.deploy.replicas).toBe(2);
  expect(services['message']?.deploy.replicas).toBe(2);
});

test('containers run the versions that are tested without containers', () => {
  const { services } = readCompose(file('docker-compose.yml'));
  const version = (server: string) => {
    const [, found] = new RegExp(`<artifactId>${server}</artifactId>\\s*<version>([\\d.]+)`).exec(
      text(`init/native/${server.split('_')[0]?.replace('-all', '')}-pom.xml`),
    ) ?? [''];
    return found;
  };
  expect(services['kafka']?.image).toContain(`apache/kafka:${version('kafka_2.13')}@`);
  expect(services['cassandra']?.image).toBe(`cassandra:${version('cassandra-all')}`);
  const [, versitygw] = /^VERSITYGW=(v[\d.]+)$/m.exec(text('init/native/install.sh')) ?? [];
  expect(text('Dockerfile')).toContain(`/cmd/versitygw@${versitygw} `);
});
