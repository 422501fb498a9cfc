/** Things that end at some second, found without looking at all of them. */
export class ExpiryWheel<Item> {
  /** Second since 1970 by which they have ended → the things. */
  readonly #slots = new Map<number, Set<Item>>();

  /** @param endsAt milliseconds since 1970 */
  add(item: Item, endsAt: number): void {
    const slot = Math.ceil(endsAt / 1000);
    const items = this.#slots.get(slot);
    if (items) items.add(item);
    else this.#slots.set(slot, new Set([item]));
  }

  /** @param endsAt as it was given to {@link add} */
  remove(item: Item, endsAt: number): void {
    const slot = Math.ceil(endsAt / 1000);
    const items = this.#slots.get(slot);
    if (items?.delete(item) && items.size === 0) this.#slots.delete(slot);
  }

  /** Takes out what has ended by now, in milliseconds since 1970. */
  takeEnded(now: number): Item[] {
    const ended: Item[] = [];
    for (const [slot, items] of this.#slots) {
      if (slot * 1000 > now) continue;
      ended.push(...items);
      this.#slots.delete(slot);
    }
    return ended;
  }
}
