/** Places of which everybody has a bounded number, such as an account its sockets. */
export class Places<Holder> {
  readonly limit: number;
  /** Holder → whose place it has taken. */
  readonly #owners = new Map<Holder, string>();
  /** Owner → places that are taken. An owner without any is not in the map. */
  readonly #taken = new Map<string, number>();

  /** @param limit places for each owner */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Takes a place for a holder, which has none yet. @returns whether there was one */
  take(holder: Holder, owner: string): boolean {
    const taken = this.#taken.get(owner) ?? 0;
    if (taken >= this.limit) return false;
    this.#owners.set(holder, owner);
    this.#taken.set(owner, taken + 1);
    return true;
  }

  /** Gives the holder's place back, if it has one. */
  leave(holder: Holder): void {
    const owner = this.#owners.get(holder);
    if (owner === undefined) return;
    this.#owners.delete(holder);
    const left = (this.#taken.get(owner) ?? 0) - 1;
    if (left > 0) this.#taken.set(owner, left);
    else this.#taken.delete(owner);
  }
}
