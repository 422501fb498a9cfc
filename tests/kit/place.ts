const SEQ_BYTES = 6;

/**
 * The place in its room's sequence that a message ID or a room's cursor stands for: its last six bytes. To clients both are
 * opaque; the kit looks inside so that it can tell a hole or a wrong order without asking the system under test.
 */
export function placeOf(idOrCursor: string): number {
  const text = idOrCursor.startsWith('m_') ? idOrCursor.slice(2) : idOrCursor;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.readUIntBE(bytes.length - SEQ_BYTES, SEQ_BYTES);
}
