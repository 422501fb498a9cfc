import { serviceUnavailable } from '#platform/errors/errors.ts';

/** Fails as something that is away. */
export function unavailable(): never {
  throw serviceUnavailable('It is away. Try again.');
}
