import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types that a subgraph's resolvers return for types of its schema, by name. They stand in its `models.ts`. */
const MODELS = {
  auth: ['Viewer', 'Account', 'Session'],
  user: ['User', 'Viewer'],
  room: ['Room', 'Membership', 'User'],
  message: ['Message', 'Room', 'User', 'Viewer', 'ReactionGroup', 'RoomStreamItem', 'ViewerStreamItem'],
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
        scalars: { ID: 'string', DateTime: { input: 'number', output: 'number' } },
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
      config: { useTypeImports: true, enumsAsTypes: true, scalars: { ID: 'string', DateTime: 'string' } },
    },
  },
  ignoreNoDocuments: true,
};

export default config;
