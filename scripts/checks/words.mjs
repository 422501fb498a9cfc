/**
 * The repository explains itself: no text links to the world outside, names a folder of somebody's machine, or leaves
 * work for later. Names of specifications are text; only their addresses are not wanted.
 */
import { finish, linesOf, repositoryFiles } from './findings.mjs';

/** Files that are data, or are made by a tool, or that hold the very words that are looked for. */
const NOT_PROSE =
  /^(package-lock\.json|LICENSE|scripts\/checks\/words\.mjs|tests\/checks\/.*)$|\.(png|txt)$|^(client|web)\/gql\//;

/**
 * Hosts that are this machine or a server beside it, that are reserved for examples (RFC 2606, RFC 6761), or that name a
 * vocabulary. The last one is an origin that developers' tools have, and that the gateway must know.
 */
const INSIDE =
  /^(localhost|s3|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]|::1|.*\.(example|test|invalid|internal|localhost)|(.*\.)?example\.(com|net|org)|specs\.apollo\.dev|specs\.lynk\.dev|scalars\.graphql\.org|json-schema\.org|www\.w3\.org|www\.rfc-editor\.org|studio\.apollographql\.com)$/;

const ADDRESS = /\b(?:https?|wss?|ftp):\/\/(?:[^/\s@'"`)]*@)?(\[[^\]]*\]|[^/\s:'"`)>,;\\]+)/gi;
const MACHINE_PATH = /(?<![\w./-])\/(?:root|work|home\/\w+|Users\/\w+)\/[\w.-]+/;
const LATER = /\b(TODO|FIXME|XXX|HACK)\b/;
const SILENCED = /@ts-(ignore|nocheck|expect-error)\b|biome-ignore(?!-start|-end)[^:]*:\s*(<explanation>|$)/;

/** @param {string} host */
const isOutside = (host) => !INSIDE.test(host.toLowerCase()) && !/[${}]/.test(host);

/**
 * What is wrong with one line.
 *
 * @param {string} text
 */
function* complaints(text) {
  for (const [, host] of text.matchAll(ADDRESS)) {
    if (isOutside(host)) yield `an address outside (${host}): say it in words, the repository links to nothing outside`;
  }
  if (MACHINE_PATH.test(text)) yield 'a path of one machine';
  if (LATER.test(text)) yield 'work left for later: do it, or leave the mark out';
  if (SILENCED.test(text)) yield 'a silenced complaint of a tool without its reason';
}

const files = repositoryFiles().filter((file) => !NOT_PROSE.test(file));
const findings = files.flatMap((file) =>
  linesOf(file).flatMap((text, index) => [...complaints(text)].map((message) => ({ file, line: index + 1, message }))),
);
finish(`${files.length} files`, findings);
