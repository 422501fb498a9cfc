import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { type ASTNode, buildSchema, GraphQLError, type GraphQLSchema, parse, printSchema, Source } from 'graphql';
import { type Place, type Problem, WrongUsage } from './findings.ts';
import type { SchemaFile, SchemaVersion } from './schema-version.ts';

/** The API of a version, or why it has none. */
export type Api =
  | { readonly schema: GraphQLSchema; readonly problems: readonly [] }
  | { readonly schema: null; readonly problems: readonly Problem[] };

const NOTHING: Api = { schema: null, problems: [] };

/** The API of the head: composed from the subgraphs, since a committed one may be stale. */
export function apiOfHead({ subgraphs, api }: SchemaVersion): Api {
  if (subgraphs.length > 0) return compose(subgraphs);
  return api ? build(api) : NOTHING;
}

/** The API of the base. What does not compose by today's rules was given to clients all the same, as its API says. */
export function apiOfBase({ label, subgraphs, api }: SchemaVersion): GraphQLSchema {
  const composed = subgraphs.length > 0 ? compose(subgraphs) : null;
  const { schema, problems } = composed?.schema || !api ? (composed ?? NOTHING) : build(api);
  if (schema) return schema;
  const [first] = problems;
  const at = first?.place ? ` (${first.place.file}:${first.place.line})` : '';
  throw new WrongUsage(`The base ${label} is not a valid schema: ${first?.message ?? 'it is empty'}${at}`);
}

function build(file: SchemaFile): Api {
  try {
    // Both a supergraph and an API go through the same printer, so that only what they say differs.
    const schema = /specs\.apollo\.dev\/join\//.test(file.text)
      ? apiSchema(file.text)
      : buildSchema(new Source(file.text, file.file));
    return { schema, problems: [] };
  } catch (error) {
    return { schema: null, problems: [problemOf(error, [file])] };
  }
}

function compose(subgraphs: readonly SchemaFile[]): Api {
  const parsed = subgraphs.map((file) => {
    try {
      return { file, typeDefs: parse(new Source(file.text, file.file)), problem: null };
    } catch (error) {
      return { file, typeDefs: null, problem: { ...problemOf(error, subgraphs), subgraph: file.name } };
    }
  });
  const unreadable = parsed.flatMap(({ problem }) => problem ?? []);
  if (unreadable.length > 0) return { schema: null, problems: unreadable };
  const result = composeServices(
    parsed.flatMap(({ file, typeDefs }) =>
      typeDefs ? { name: file.name, url: `http://${file.name}/`, typeDefs } : [],
    ),
  );
  if (result.errors) return { schema: null, problems: result.errors.map((error) => problemOf(error, subgraphs)) };
  return { schema: apiSchema(result.supergraphSdl), problems: [] };
}

function apiSchema(supergraph: string): GraphQLSchema {
  return buildSchema(printSchema(Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema()));
}

function problemOf(error: unknown, files: readonly SchemaFile[]): Problem {
  if (!(error instanceof GraphQLError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'COMPOSITION', code: 'INVALID_GRAPHQL', message, subgraph: null, place: null };
  }
  const nodes: readonly (ASTNode & { readonly subgraph?: string })[] = error.nodes ?? [];
  const named = new Set(nodes.flatMap(({ subgraph }) => subgraph ?? []));
  // A fault of one subgraph alone begins with its name in brackets.
  const bracketed = /^\[([^\]]+)\]/.exec(error.message)?.[1];
  const subgraph = bracketed ?? (named.size === 1 ? [...named][0] : undefined) ?? null;
  const code = error.extensions['code'];
  return {
    kind: 'COMPOSITION',
    code: typeof code === 'string' ? code : 'INVALID_GRAPHQL',
    message: error.message,
    subgraph,
    place: placeOf(error, nodes) ?? topOf(files, subgraph),
  };
}

function placeOf(error: GraphQLError, nodes: readonly ASTNode[]): Place | null {
  const node = nodes.find(({ loc }) => loc);
  // Its name, and not where its description begins.
  const loc = (node && 'name' in node && node.name?.loc) || node?.loc;
  if (loc) return { file: loc.source.name, line: loc.startToken.line };
  const line = error.locations?.[0]?.line;
  return error.source && line !== undefined ? { file: error.source.name, line } : null;
}

function topOf(files: readonly SchemaFile[], subgraph: string | null): Place | null {
  const file = files.find(({ name }) => name === subgraph)?.file;
  return file === undefined ? null : { file, line: 1 };
}
