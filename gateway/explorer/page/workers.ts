/** The editor's languages work beside the page, in files of the gateway's own origin. */
const WORKERS: Readonly<Record<string, string>> = { json: JSON_WORKER, graphql: GRAPHQL_WORKER };

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(`/explorer/assets/${WORKERS[label] ?? EDITOR_WORKER}`),
};
