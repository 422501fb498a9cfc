/**
 * Who may import whom. Every rule has a name, which a violation prints, and a comment that says why it is there.
 * docs/ARCHITECTURE.md tells the same in prose; tests/checks/ plants a violation of each rule.
 */

/** Matches modules of npm packages wherever npm puts them. */
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

/** Files that are part of the tests, and may know everything: suites, and folders of what suites are made of. */
const TESTS = '(^tests/|(\\.(test|contract)|/harness)\\.ts$|/(contract|seeded-schedules)/)';

/** Files that implement a port with something real. What stands beside one and is its own begins with its name. */
const ADAPTERS = '/(in-process|postgres|redis|kafka|cassandra|s3|file|grpc)(-[^/]+|)\\.ts$';

/** The servers as a whole, and calls between processes: what every adapter of theirs is built on. */
const SERVERS = '^platform/(postgres|redis|kafka|cassandra|grpc)/';

const GRAPHQL = npm('graphql', 'graphql-ws', '@graphql-[a-z]+', '@apollo', '@as-integrations');

/** Driver → the name that the files which may import it begin with. */
const DRIVERS = {
  pg: 'postgres',
  ioredis: 'redis',
  'graphql-redis-subscriptions': 'redis',
  kafkajs: 'kafka',
  'cassandra-driver': 'cassandra',
  '@aws-sdk': 's3',
  '@grpc': 'grpc',
  twilio: 'twilio',
  'firebase-admin': 'firebase',
  'web-push': 'web-push',
  '@node-rs/argon2': 'argon2',
};
const ANY_DRIVER = npm(...Object.keys(DRIVERS));

const driverRules = Object.entries(DRIVERS).map(([driver, adapter]) => ({
  name: `driver-${driver.replace(/^@/, '').replace('/', '-')}`,
  comment: `The driver ${driver} is imported only by the adapters named after it (${adapter}*.ts, ${adapter}/): everything else speaks to a port.`,
  severity: 'error',
  from: { pathNot: [`(^|/)${adapter}(-[^/]+|)(\\.stack\\.test|)\\.ts$`, `^platform/${adapter}/`] },
  to: { path: npm(driver) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module. Types count: a cycle of types is hard to read, too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A module that imports nothing and that nobody imports is forgotten, or its test is missing.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.d\\.ts$', '\\.test\\.ts$', '^client/gql/', '^scripts/', '^docs/examples/', '(^|/)models\\.ts$'],
      },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'An import that does not resolve fails at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-dependencies',
      comment: 'A package that package.json does not name is there by chance.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-dependencies',
      comment:
        'What runs in production is built from production dependencies. Tools and tests may use the others, and recipes and examples show how to use the library that their reader has.',
      severity: 'error',
      from: {
        path: '^(gateway|platform|runtime|schema|subgraphs|client)/',
        pathNot: [TESTS, '^runtime/tools/', '^client/(recipes|examples)/', '^gateway/explorer/page/'],
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'service-no-graphql',
      comment: 'service/ holds rules. That they are reached by GraphQL is the business of resolvers.ts.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/service/', pathNot: TESTS },
      to: { path: [GRAPHQL, '^platform/subgraph/', '^subgraphs/[^/]+/(resolvers|loaders|permissions|index)'] },
    },
    {
      name: 'service-no-driver',
      comment: 'service/ speaks to ports. Where the rows are is the business of an adapter.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/service/', pathNot: TESTS },
      to: { path: [ANY_DRIVER, ADAPTERS, SERVERS] },
    },
    {
      name: 'service-reaches-no-graphql',
      comment: 'Nor does anything that a service imports lead to GraphQL: its rules can be tested without.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/service/', pathNot: TESTS },
      to: { path: GRAPHQL, reachable: true },
    },
    {
      name: 'service-reaches-no-driver',
      comment: 'Nor does anything that a service imports lead to a driver: its rules can be tested without a server.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/service/', pathNot: TESTS },
      to: { path: ANY_DRIVER, reachable: true },
    },
    {
      name: 'resolvers-no-store',
      comment: 'Resolvers turn arguments into service calls. No SQL, no publishing.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/(resolvers|loaders|permissions)(\\.ts$|/)', pathNot: TESTS },
      to: {
        path: [
          '^subgraphs/[^/]+/store/postgres',
          SERVERS,
          ADAPTERS,
          '^platform/(pubsub|outbox|event-log)/',
          ANY_DRIVER,
        ],
      },
    },
    {
      name: 'subgraph-no-subgraph',
      comment: 'Subgraphs meet in schema/ and in the ports of platform/, so that each can be a process of its own.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'gateway-no-subgraph',
      comment: 'The gateway knows subgraphs by their schema and their SubgraphClient.',
      severity: 'error',
      from: { path: '^gateway/', pathNot: TESTS },
      to: { path: '^subgraphs/' },
    },
    {
      name: 'subgraph-no-gateway',
      comment: 'A subgraph is a standard one: any federated gateway may stand in front of it.',
      severity: 'error',
      from: { path: '^subgraphs/', pathNot: TESTS },
      to: { path: '^gateway/' },
    },
    {
      name: 'adapters-only-in-runtime',
      comment:
        'Only runtime/ (and tests) chooses adapters. An adapter may build on its neighbours and on platform/postgres, redis, kafka, cassandra or grpc.',
      severity: 'error',
      from: { path: '^(gateway|platform|schema|subgraphs|client)/', pathNot: [TESTS, ADAPTERS, SERVERS] },
      to: { path: ADAPTERS },
    },
    {
      name: 'adapters-build-on-their-own-kind',
      comment: 'An adapter that knows another kind of adapter hides a choice that belongs to runtime/.',
      severity: 'error',
      from: {
        path: '/(in-process|postgres|redis|kafka|cassandra|s3|file|grpc)(?:-[^/]+|)\\.ts$',
        pathNot: ['^runtime/', TESTS],
      },
      to: { path: ADAPTERS, pathNot: '/$1(-[^/]+|)\\.ts$' },
    },
    {
      name: 'platform-knows-nobody',
      comment: 'platform/ is what all share, so it can depend on none of them.',
      severity: 'error',
      from: { path: '^platform/', pathNot: TESTS },
      to: { path: '^(subgraphs|gateway|runtime|client)/' },
    },
    {
      name: 'runtime-is-on-top',
      comment: 'Compositions know everybody; nobody knows a composition.',
      severity: 'error',
      from: { path: '^(gateway|platform|schema|subgraphs|client)/', pathNot: TESTS },
      to: { path: '^runtime/' },
    },
    {
      name: 'schema-is-contracts-only',
      comment: 'Contracts depend on nobody. Event contracts are written with zod.',
      severity: 'error',
      from: { path: '^schema/', pathNot: TESTS },
      to: { path: '.', pathNot: ['^schema/', npm('zod')] },
    },
    {
      name: 'client-stands-alone',
      comment: 'What runs in a browser shares nothing with the server but the generated types.',
      severity: 'error',
      from: { path: '^client/', pathNot: TESTS },
      to: { path: '^(gateway|platform|runtime|subgraphs|schema)/' },
    },
    {
      name: 'tests-stay-tests',
      comment: 'What runs in production imports no test, no contract suite, no test runner and no benchmark.',
      severity: 'error',
      from: { path: '^(gateway|platform|runtime|schema|subgraphs|client|scripts)/', pathNot: TESTS },
      to: { path: [TESTS, '^bench/', npm('vitest')] },
    },
    {
      name: 'scripts-need-nothing',
      comment:
        'scripts/ runs before anything is installed: it uses Node alone, or loads a package late and on purpose.',
      severity: 'error',
      from: { path: '^scripts/', pathNot: TESTS },
      to: { path: '(^|/)node_modules/', dependencyTypesNot: ['dynamic-import'] },
    },
    ...driverRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|web)/' },
    // Type imports are dependencies, too: a rule about types can be as wrong as one about values.
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    // The planted faults run in a copy whose node_modules is a link.
    preserveSymlinks: true,
  },
};
