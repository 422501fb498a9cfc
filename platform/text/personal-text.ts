import { hasMoreGraphemes } from './graphemes.ts';

/** How long a text may be. */
export interface TextLimits {
  /** Characters as people count them. */
  readonly graphemes: number;
  /** Bytes of UTF-8. */
  readonly bytes: number;
}

/** The longest display name, in characters as people count them, and in bytes of UTF-8. */
export const DISPLAY_NAME_LIMITS = { graphemes: 64, bytes: 1_024 } as const;

/** Control characters, line and paragraph separators, halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
/** The same, except for line breaks and tabs. */
const UNPRINTABLE_IN_LINES = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;
/** Turn the direction of whatever is shown after the text (UAX #9), so a name could pass for another one. */
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/u;
/** Something that can be seen. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

/** What is wrong with a display name, in English, or null. Auth takes the first one, the user subgraph all later ones. */
export function displayNameFault(name: string): string | null {
  return nameFault(name, DISPLAY_NAME_LIMITS);
}

/**
 * What is wrong with the name that a person gives to itself or to something, in English, or null.
 *
 * @param limits in characters as people count them, and in bytes of UTF-8
 */
export function nameFault(name: string, limits: TextLimits): string | null {
  if (!VISIBLE.test(name)) return 'Give a name with at least one visible character.';
  if (exceeds(name, limits)) return `Give a name of ${inWords(limits)}.`;
  if (UNPRINTABLE.test(name) || DIRECTION_CONTROLS.test(name)) return 'Give a name without control characters.';
  return null;
}

/**
 * What is wrong with a text of several lines that a person says of itself or of something of its own, or null.
 *
 * @param limits in characters as people count them, and in bytes of UTF-8
 */
export function linesFault(text: string, limits: TextLimits): string | null {
  if (exceeds(text, limits)) return `Write ${inWords(limits)}.`;
  return UNPRINTABLE_IN_LINES.test(text) ? 'Write it without control characters.' : null;
}

function inWords(limits: TextLimits): string {
  const [graphemes, bytes] = [limits.graphemes, limits.bytes].map((limit) => limit.toLocaleString('en'));
  return `at most ${graphemes} characters (${bytes} bytes of UTF-8)`;
}

function exceeds(text: string, limits: TextLimits): boolean {
  return Buffer.byteLength(text) > limits.bytes || hasMoreGraphemes(text, limits.graphemes);
}
