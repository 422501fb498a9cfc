import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema } from 'graphql';
import type { PermissionMap } from '#platform/subgraph/permissions.ts';
import { permissions as auth } from '#subgraphs/auth/permissions.ts';
import { permissions as media } from '#subgraphs/media/permissions.ts';
import { permissions as message } from '#subgraphs/message/permissions.ts';
import { permissions as notification } from '#subgraphs/notification/permissions.ts';
import { permissions as room } from '#subgraphs/room/permissions.ts';
import { permissions as user } from '#subgraphs/user/permissions.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { readSubgraphSchema, SUBGRAPH_NAMES, type SubgraphName, schemaFile } from '../schema-files.ts';
import { fieldFacts } from './api-reference/facts.ts';
import { referencePages } from './api-reference/pages.ts';

const PERMISSIONS: Readonly<Record<SubgraphName, PermissionMap>> = { auth, user, room, message, media, notification };
const FOLDER = 'docs/api/reference';

/** With `--check` nothing is written, and a page that is not what would be made is an error. */
const checkOnly = process.argv.includes('--check');

const api = buildSchema(readFileSync(schemaFile('api.graphql'), 'utf8'));
const facts = fieldFacts(
  SUBGRAPH_NAMES.map((name) => ({ sdl: readSubgraphSchema(name), permissions: PERMISSIONS[name] })),
);
const pages = referencePages(api, facts);
const folder = path.join(PROJECT_ROOT, FOLDER);
mkdirSync(folder, { recursive: true });
let stale = 0;
const complain = (name: string) => {
  console.error(`${FOLDER}/${name} is stale: run \`npm run api:reference\` and commit the result.`);
  stale += 1;
};
for (const name of readdirSync(folder).filter((name) => !Object.hasOwn(pages, name))) {
  if (checkOnly) complain(name);
  else rmSync(path.join(folder, name));
}
for (const [name, text] of Object.entries(pages)) {
  const file = path.join(folder, name);
  if (!checkOnly) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) complain(name);
}
process.exit(stale > 0 ? 1 : 0);
