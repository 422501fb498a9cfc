/** Where the API is: the origin that the page came from. */
export const GRAPHQL_URL = new URL('/graphql', location.href).href;
export const SOCKET_URL = GRAPHQL_URL.replace(/^http/, 'ws');

/** No answer takes longer than this, in milliseconds. */
const ANSWER_WITHIN_MS = 20_000;

/** `fetch` that gives up: a network that swallows everything must not keep a request for ever. */
export const timedFetch: typeof fetch = (input, init) => {
  const signals = [AbortSignal.timeout(ANSWER_WITHIN_MS), ...(init?.signal ? [init.signal] : [])];
  return fetch(input, { ...init, signal: AbortSignal.any(signals) });
};
