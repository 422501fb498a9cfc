import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { WrongUsage } from './findings.ts';
import { git } from './git.ts';

/** A text file of a version. */
export interface SchemaFile {
  /** The name without folders and ending, such as `room` or `room.message`. */
  readonly name: string;
  /** As it is shown to people. */
  readonly file: string;
  readonly text: string;
}

/** All contracts at one moment. */
export interface SchemaVersion {
  /** What it is, for people: `main (1a2b3c4)` or `the working tree`. */
  readonly label: string;
  readonly subgraphs: readonly SchemaFile[];
  /** What clients see, when that is there by itself. */
  readonly api: SchemaFile | null;
  /** Event contracts; null where there are none to compare, since the version is one file. */
  readonly events: readonly SchemaFile[] | null;
}

const EVENTS = 'events/';
const NOT_SUBGRAPHS = new Set(['api', 'supergraph']);

/** The contracts in a folder such as `schema/`, or in one file. */
export function readVersion(given: string, label = given): SchemaVersion {
  const stats = statSync(given);
  if (!stats.isDirectory()) {
    const file = { name: nameOf(given), file: shown(given), text: readFileSync(given, 'utf8') };
    return { label, ...sort([file]), events: null };
  }
  const list = (folder: string, ending: string) => {
    const at = path.join(given, folder);
    return existsSync(at)
      ? readdirSync(at)
          .filter((name) => name.endsWith(ending))
          .sort()
          .map((name) => path.join(at, name))
      : [];
  };
  const read = (file: string) => ({ name: nameOf(file), file: shown(file), text: readFileSync(file, 'utf8') });
  const version = { label, ...sort(list('', '.graphql').map(read)), events: list(EVENTS, '.json').map(read) };
  return refuseEmpty(version, `The folder ${given} holds no schema: no file there ends in .graphql.`);
}

/**
 * The contracts as they were committed.
 *
 * @param folder the top of the project, where `schema/` is
 * @param commit its full name
 */
export function readCommit(folder: string, commit: string, label: string): SchemaVersion {
  const listed = git(folder, 'ls-tree', '-r', '-z', '--name-only', commit, '--', 'schema/');
  const wanted = listed.split('\0').filter((name) => /^schema\/([^/]+\.graphql|events\/[^/]+\.json)$/.test(name));
  const files = wanted.map((file) => ({
    name: nameOf(file),
    file,
    text: git(folder, 'show', `${commit}:./${file}`),
  }));
  const events = files.filter(({ file }) => file.startsWith(`schema/${EVENTS}`));
  const version = { label, ...sort(files.filter(({ file }) => file.endsWith('.graphql'))), events };
  return refuseEmpty(version, `${label} holds no schema: there is no schema/*.graphql in it.`);
}

function sort(files: readonly SchemaFile[]): Pick<SchemaVersion, 'subgraphs' | 'api'> {
  const [only] = files;
  // One file may be anything: a subgraph says that it is one.
  if (only && files.length === 1 && !isSubgraph(only)) return { subgraphs: [], api: only };
  return {
    subgraphs: files.filter(({ name }) => !NOT_SUBGRAPHS.has(name)),
    api: files.find(({ name }) => name === 'api') ?? files.find(({ name }) => name === 'supergraph') ?? null,
  };
}

function isSubgraph({ text }: SchemaFile): boolean {
  return /specs\.apollo\.dev\/federation\//.test(text) && !/specs\.apollo\.dev\/join\//.test(text);
}

function refuseEmpty(version: SchemaVersion, sentence: string): SchemaVersion {
  if (version.subgraphs.length === 0 && version.api === null) throw new WrongUsage(sentence);
  return version;
}

const nameOf = (file: string) => path.basename(file).replace(/\.[^.]+$/, '');

/** A path relative to the current folder, as annotations want it; what lies outside keeps its whole path. */
export function shown(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  return (relative.startsWith('..') ? path.resolve(file) : relative).split(path.sep).join('/');
}
