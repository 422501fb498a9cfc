import { readFileSync } from 'node:fs';
import { PROJECT_ROOT } from './project-root.ts';

/** The subgraphs of the supergraph, in the order of their start. */
export const SUBGRAPH_NAMES = ['auth', 'user', 'room', 'message', 'media', 'notification'] as const;

/** The name of a subgraph. */
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];

/** The path of a file in `schema/`. */
export const schemaFile = (name: string) => `${PROJECT_ROOT}schema/${name}`;

/** The text of a subgraph's schema. */
export const readSubgraphSchema = (name: SubgraphName) => readFileSync(schemaFile(`${name}.graphql`), 'utf8');

/** The text of the committed supergraph. */
export const readSupergraph = () => readFileSync(schemaFile('supergraph.graphql'), 'utf8');
