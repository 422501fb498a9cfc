import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types that a subgraph's resolvers return for types of its schema, by name. They stand in its `models.ts`. */
const MODELS = {
  auth: ['Viewer', 'Account', 'Session'],
  user: ['User', 'Viewer', 'Attachment'],
  room: ['Room', 'Membership', 'User', 'Attachment'],
  message: ['Message', 'Room', 'User', 'Viewer', 'Attachment', 'ReactionGroup', 'RoomStreamItem', 'ViewerStreamItem'],
  media: ['Attachment'],
  notification: ['Viewer', 'Room', 'User', 'Message', 'PushTarget', 'InboxItem'],
} as const;

const subgraphTypes: CodegenConfig['generates'] = Object.fromEntries(
  Object.entries(MODELS).map(([name, models]) => [
    `subgraphs/${name}/resolvers.generated.ts`,
    {
      schema: `schema/${name}.graphql`,
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        useTypeImports: true,
        enumsAsTypes: true,
        immutableTypes: true,
        avoidOptionals: { field: true, inputValue: false, object: false, defaultValue: false },
        contextType: './models.ts#Context',
        mappers: Object.fromEntries(models.map((model) => [model, `./models.ts#${model}Model`])),
        scalars: { ID: 'string', DateTime: { input: 'number', output: 'number' }, URL: 'string' },
      },
    },
  ]),
);

const config: CodegenConfig = {
  generates: {
    ...subgraphTypes,
    'client/gql/': {
      schema: 'schema/api.graphql',
      documents: ['tests/**/*.ts', 'client/**/*.ts', '!client/gql/**'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { ID: 'string', DateTime: 'string', URL: 'string' },
      },
    },
    'web/gql/': {
      schema: 'schema/api.graphql',
      documents: ['web/**/*.{ts,tsx}', '!web/gql/**'],
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { ID: 'string', DateTime: 'string', URL: 'string' },
      },
    },
  },
  ignoreNoDocuments: true,
};

export default config;
