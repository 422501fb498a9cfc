/**
 * A signed address as the page may use it: where the gateway serves the files itself, from the page's own origin, whatever
 * name of the gateway the page was opened by. What is signed is the path.
 */
export function ownOrigin(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname.startsWith('/blobs/') ? `${pathname}${search}` : address;
}
