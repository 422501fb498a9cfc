const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/**
 * Where the values of a JSON text stand.
 *
 * @param text valid JSON
 * @returns path of keys and indexes, joined by `/` → 1-based line of the key, or of the value in a list
 */
export function linesOfJson(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>([['', 1]]);
  /** The containers around the token; a list counts its items, an object knows its key. */
  const around: { key: string; index: number | null }[] = [];
  const path = () => around.map(({ key, index }) => (index === null ? key : `${index}`)).join('/');
  let line = 1;
  let seen = 0;
  let isValue = true;
  for (const match of text.matchAll(TOKEN)) {
    line += text.slice(seen, match.index).split('\n').length - 1;
    seen = match.index;
    const [token] = match;
    const inside = around.at(-1);
    if (token === '}' || token === ']') {
      around.pop();
      isValue = true;
    } else if (token === ',') {
      if (inside?.index != null) inside.index += 1;
      isValue = inside?.index != null;
    } else if (token === ':') {
      isValue = true;
    } else {
      if (inside && !isValue) inside.key = String(JSON.parse(token));
      if (inside && !lines.has(path())) lines.set(path(), line);
      if (token === '{' || token === '[') {
        around.push({ key: '', index: token === '[' ? 0 : null });
        isValue = token === '[';
      }
    }
  }
  return lines;
}
