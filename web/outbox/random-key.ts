/** A key that nobody else makes: 128 random bits in hexadecimal. (`randomUUID` is missing on pages served without TLS.) */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
