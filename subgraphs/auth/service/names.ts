/** Longest path of a mail without its angle brackets (RFC 5321 §4.5.3.1.3, erratum 1690). */
const MAX_EMAIL_LENGTH = 254;
/** RFC 5321 §4.5.3.1.1. */
const MAX_LOCAL_PART_LENGTH = 64;

/** "Valid e-mail address" of the HTML standard: what browsers accept in a form, and nothing but ASCII. */
const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const USERNAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{2,31}$/;

/** Whether a text has the form of an e-mail address. */
export function isEmail(text: string): boolean {
  return text.length <= MAX_EMAIL_LENGTH && EMAIL.test(text) && localPart(text).length <= MAX_LOCAL_PART_LENGTH;
}

/** Whether a text has the form of a username. No username is an e-mail address: it has no `@`. */
export function isUsername(text: string): boolean {
  return USERNAME.test(text);
}

/** What stands before the `@` of an e-mail address; all of a text without one. */
export function localPart(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? email : email.slice(0, at);
}
