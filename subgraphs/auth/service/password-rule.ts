import { localPart } from './names.ts';
import { WELL_KNOWN_PASSWORDS } from './well-known-passwords.ts';

const MIN_LENGTH = 10;
const MAX_LENGTH = 256;
/**
 * No text of more UTF-16 units normalises to `MAX_LENGTH` characters or fewer, so longer ones are not even normalised.
 */
const MAX_UNITS = 4_096;
/** Shorter names are in every other password by chance. */
const MIN_NAME_LENGTH = 3;
/** A password with fewer characters that do not follow from the one before is a run: `1234567890`, `aaaaabbbbb`. */
const MIN_UNPREDICTABLE = 5;
const ROWS = ['qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./', 'qwertzuiop', 'azertyuiop', '1234567890'];
/** A short piece again and again, the last one perhaps cut off. */
const REPETITION = /^(.{1,5})\1+.{0,4}$/su;

/**
 * The form in which a password is hashed: the same for all ways to type the same characters (NFKC, as NIST SP 800-63B
 * §3.1.1.2 asks). One that is too long to be anybody's becomes the empty text, which is nobody's either.
 */
export function normalisePassword(password: string): string {
  return password.length > MAX_UNITS ? '' : password.normalize('NFKC');
}

/** What is wrong with a new password, in English, or null. */
export function passwordFault(password: string, names: { email: string; username: string }): string | null {
  if (password.length > MAX_UNITS) return 'Use at most 256 characters.';
  const normal = normalisePassword(password);
  // A code point counts as a character, as in NIST SP 800-63B §3.1.1.2.
  const length = [...normal].length;
  if (length < MIN_LENGTH) return 'Use at least 10 characters.';
  if (length > MAX_LENGTH) return 'Use at most 256 characters.';
  if (/\p{Cs}/u.test(normal)) return 'Use characters that can be typed.';
  const small = normal.toLowerCase();
  const held = [names.username, localPart(names.email)].map((name) => name.toLowerCase());
  if (held.some((name) => name.length >= MIN_NAME_LENGTH && small.includes(name))) {
    return 'Use a password without your username and without your e-mail address.';
  }
  if (isWellKnown(small)) return 'Use a password that is not well known.';
  if (REPETITION.test(small) || unpredictable(small) < MIN_UNPREDICTABLE) {
    return 'Use a password that is no sequence and no repetition.';
  }
  return null;
}

/** Whether it is on the list, as it stands or without the digits and signs around it. */
function isWellKnown(small: string): boolean {
  const bare = small.replace(/^[^a-z]+|[^a-z]+$/g, '');
  const joined = small.replace(/[^a-z]/g, '');
  return [small, bare, joined].some((form) => WELL_KNOWN_PASSWORDS.has(form));
}

/** How many characters do not follow from the one before by equality, by one step in the alphabet, or on the keyboard. */
function unpredictable(small: string): number {
  const characters = [...small];
  return characters.filter((character, index) => !follows(characters[index - 1], character)).length;
}

function follows(before: string | undefined, character: string): boolean {
  if (before === undefined) return false;
  const step = (character.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0);
  if (Math.abs(step) <= 1) return true;
  return ROWS.some((row) => row.includes(before + character) || row.includes(character + before));
}
