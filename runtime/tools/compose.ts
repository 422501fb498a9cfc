import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, printSchema } from 'graphql';
import { eventContractFiles } from '../event-contracts.ts';
import { SUBGRAPH_NAMES, schemaFile } from '../schema-files.ts';

/** Set with `--check`: nothing is written, and a file that is not what composition gives is an error. */
const checkOnly = process.argv.includes('--check');

/** Hints that are wanted: every subgraph lists the user errors that it gives, and the supergraph has them all. */
const WANTED_HINTS = new Set(['INCONSISTENT_ENUM_VALUE_FOR_OUTPUT_ENUM']);

const result = composeServices(
  SUBGRAPH_NAMES.map((name) => ({
    name,
    // Where a subgraph really is, is the runtime's to say; the name alone stands in the supergraph.
    url: `http://${name}.lynk.internal/graphql`,
    typeDefs: parse(readFileSync(schemaFile(`${name}.graphql`), 'utf8')),
  })),
);
if (result.errors) {
  for (const error of result.errors) console.error(`${error.extensions['code'] ?? 'ERROR'}: ${error.message}`);
  process.exit(1);
}
for (const hint of result.hints) {
  if (!WANTED_HINTS.has(hint.definition.code)) console.warn(hint.toString());
}
const supergraph = Supergraph.build(result.supergraphSdl);
const files = {
  'supergraph.graphql': `${result.supergraphSdl.trimEnd()}\n`,
  'api.graphql': `${printSchema(supergraph.apiSchema().toGraphQLJSSchema()).trimEnd()}\n`,
  ...eventContractFiles(),
};
let stale = 0;
for (const [name, text] of Object.entries(files)) {
  if (!checkOnly) writeFileSync(schemaFile(name), text);
  else if (!existsSync(schemaFile(name)) || readFileSync(schemaFile(name), 'utf8') !== text) {
    console.error(`schema/${name} is stale: run \`npm run compose\` and commit the result.`);
    stale += 1;
  }
}
process.exit(stale > 0 ? 1 : 0);
