/** What codes look like: `SERVICE_UNAVAILABLE`, `ECONNREFUSED`, SQLSTATE `23505`. */
const CODE = /^[\w.-]{1,64}$/;

/**
 * What a handler failed with, in one word. Messages of errors may quote what they were about, so they are not kept with a
 * record; the log has them.
 */
export function failureCode(failure: unknown): string {
  if (!(failure instanceof Error)) return 'UNKNOWN';
  const code = 'code' in failure ? String(failure.code) : '';
  if (CODE.test(code)) return code;
  return CODE.test(failure.name) ? failure.name : 'UNKNOWN';
}
