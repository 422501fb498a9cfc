/**
 * Looks for secrets in the files of the repository: keys in the forms that providers give them, private keys, addresses
 * with a password, and values of much entropy that are assigned to a telling name or stand alone.
 *
 * A find that is none is listed in secrets.allow.json with its path, its rule, how often it is there, and the reason.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { finish, linesOf, repositoryFiles } from './findings.mjs';

/** Rule → what it looks for; the first group, if there is one, is the value whose entropy is asked. */
const FORMS = {
  'private-key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  'aws-key': /\b(?:AKIA|ASIA|AROA)[0-9A-Z]{16}\b/,
  'github-token': /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})/,
  'gitlab-token': /\bglpat-[A-Za-z0-9_-]{20,}/,
  'npm-token': /\bnpm_[A-Za-z0-9]{36}\b/,
  'slack-token': /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/,
  'google-key': /\bAIza[0-9A-Za-z_-]{35}\b/,
  'stripe-key': /\b(?:sk|rk|whsec)_(?:live_|test_)?[0-9A-Za-z]{24,}/,
  'twilio-key': /\b(?:SK|AC)[0-9a-f]{32}\b/,
  'sendgrid-key': /\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  'json-web-token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
  'json-web-key': /["']?\bd["']?\s*:\s*["'][\w-]{43,}["']/,
  'address-with-password': /\b[a-z][a-z+]*:\/\/[^/\s:@'"`${}]+:(?!\$)[^/\s:@'"`${}]+@/,
};

/** A literal that is given to a name which says that it is secret. */
const ASSIGNED =
  /\w*(?:secret|passwo?r?d|passphrase|token|api_?key|private_?key|credential)\w*["']?\s*[:=]\s*["'`]([^"'`\s${}]{12,})["'`]/i;
/** A literal of one long word. */
const LONG = /["'`]([A-Za-z0-9+/_=-]{32,})["'`]/;

/** Bits per character above which a text is too random to be words. Hexadecimal cannot exceed 4. */
const MOST_ENTROPY = { assigned: 3.1, long: 4.3, hexadecimal: 3.3 };

/** Made by a tool out of other files, or full of checksums on purpose. */
const MADE = /^package-lock\.json$|\.generated\.ts$|^(client|web)\/gql\/|\.(png|svg)$/;

/** Shannon's entropy of a text, in bits per character. */
function entropy(text) {
  const counts = new Map();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** The rules that one line breaks. */
function* brokenRules(text) {
  for (const [rule, form] of Object.entries(FORMS)) if (form.test(text)) yield rule;
  const assigned = ASSIGNED.exec(text)?.[1];
  // Words with dashes, dots or camel case between them are names; what is left has digits and letters mixed.
  if (assigned && /\d/.test(assigned) && /[a-z]/i.test(assigned) && entropy(assigned) > MOST_ENTROPY.assigned) {
    yield 'assigned-secret';
  }
  const long = LONG.exec(text)?.[1];
  if (!long || !/\d/.test(long)) return;
  const isHexadecimal = /^[0-9a-f]+$/i.test(long);
  if (entropy(long) > (isHexadecimal ? MOST_ENTROPY.hexadecimal : MOST_ENTROPY.long)) yield 'high-entropy';
}

const allowed = JSON.parse(readFileSync(fileURLToPath(new URL('secrets.allow.json', import.meta.url)), 'utf8'));
/** `path rule` → finds that are still allowed. */
const budget = new Map(allowed.map(({ path, rule, count }) => [`${path} ${rule}`, count]));

const files = repositoryFiles().filter((file) => !MADE.test(file));
const findings = [];
for (const file of files) {
  for (const [index, text] of linesOf(file).entries()) {
    for (const rule of brokenRules(text)) {
      const key = `${file} ${rule}`;
      const left = budget.get(key) ?? 0;
      if (left > 0) budget.set(key, left - 1);
      else findings.push({ file, line: index + 1, message: `looks like a secret (${rule})` });
    }
  }
}
for (const { path, rule, reason } of allowed) {
  const file = 'scripts/checks/secrets.allow.json';
  if (!reason) findings.push({ file, message: `${path} ${rule} is allowed without a reason` });
  if (budget.get(`${path} ${rule}`) > 0) findings.push({ file, message: `${path} ${rule} is allowed and not there` });
}
finish(`${files.length} files`, findings);
