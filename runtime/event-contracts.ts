import { z } from 'zod';
import { EVENT_CONTRACTS } from '#schema/events/contracts.ts';

/**
 * The event contracts as JSON Schema (draft 2020-12), for reviews of a change and for consumers in other languages: path
 * below `schema/` → text. They describe what a consumer must bear, so they allow fields that they do not name.
 */
export function eventContractFiles(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(EVENT_CONTRACTS).map(([topic, contract]) => [
      `events/${topic}.json`,
      `${JSON.stringify({ title: topic, ...z.toJSONSchema(contract, { io: 'input' }) }, null, 2)}\n`,
    ]),
  );
}
