/** Names of the editor's workers in the folder of assets; the bundler puts them in. */
declare const EDITOR_WORKER: string;
declare const GRAPHQL_WORKER: string;
declare const JSON_WORKER: string;

/** What the editor asks for a worker. */
declare var MonacoEnvironment: { getWorker(id: string, label: string): Worker };

declare module '*.css';
