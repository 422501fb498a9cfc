import { readFileSync } from 'node:fs';
import { isSeq, parseDocument, visit } from 'yaml';
import { z } from 'zod';

/** What the rules ask of a container. */
const container = z.object({
  image: z.string(),
  build: z.object({ target: z.string() }).optional(),
  profiles: z.array(z.string()),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  cap_add: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  privileged: z.boolean().optional(),
  restart: z.string(),
  networks: z.array(z.string()).optional(),
  network_mode: z.string().optional(),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  logging: z.object({ options: z.record(z.string(), z.string()) }).optional(),
  deploy: z.object({
    replicas: z.number().optional(),
    resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string(), pids: z.number() }) }),
  }),
});

const composed = z.object({
  services: z.record(z.string(), container),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.object({ driver_opts: z.record(z.string(), z.string()).optional() })),
});

/** A container, as Compose would make it. */
export type Container = z.output<typeof container>;

/**
 * Reads Compose files, the later ones on top of those before, as Compose merges them, as far as files of ours use it: maps
 * are merged, `!override` replaces and `!reset` takes away.
 *
 * @throws Error when a later file has a list without `!override`: Compose would add it to the one before
 */
export function readCompose(...files: readonly string[]): z.output<typeof composed> {
  const [first, ...later] = files.map(parseFile);
  return composed.parse(later.reduce((below, above) => merge(below, above), first));
}

/** What it stands at is gone. */
const RESET = { tag: '!reset', resolve: () => null };

function parseFile(file: string, index: number): unknown {
  // The tags of Compose stay what they are; how they merge is told below.
  const document = parseDocument(readFileSync(file, 'utf8'), { merge: true, logLevel: 'silent', customTags: [RESET] });
  if (document.errors[0]) throw document.errors[0];
  if (index > 0) {
    visit(document, (_key, node) => {
      if (isSeq(node) && node.tag !== '!override') throw new Error(`${file} adds to a list: ${String(node)}`);
    });
  }
  // A file of ours is no attack, however often it names the same thing.
  return document.toJS({ maxAliasCount: -1 });
}

function merge(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above;
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(below[key], value);
  }
  return merged;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
