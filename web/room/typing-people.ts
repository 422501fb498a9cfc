/** Somebody who types. */
export interface TypingPerson {
  readonly id: string;
  readonly displayName: string;
}

const NOBODY: readonly TypingPerson[] = [];

/** Who types where. It is forgotten by itself, since the word that somebody has stopped may be lost. */
export class TypingPeople {
  /** room → who types there; a new array at each change */
  readonly #rooms = new Map<string, readonly TypingPerson[]>();
  /** room and person → the timer that forgets it */
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();

  /** Who types in a room; the same array until it changes. */
  in(roomId: string): readonly TypingPerson[] {
    return this.#rooms.get(roomId) ?? NOBODY;
  }

  /** Is told of each change. Returns the end of it. May be passed around without its object. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Somebody types, for `forMs` milliseconds unless it is said again. */
  begin(roomId: string, person: TypingPerson, forMs: number): void {
    const key = `${roomId} ${person.id}`;
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => this.end(roomId, person.id), Math.max(0, forMs)),
    );
    if (this.in(roomId).some(({ id }) => id === person.id)) return;
    this.#set(roomId, [...this.in(roomId), person]);
  }

  /** Somebody has stopped, or its message is there. */
  end(roomId: string, personId: string): void {
    const key = `${roomId} ${personId}`;
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    const left = this.in(roomId).filter(({ id }) => id !== personId);
    if (left.length < this.in(roomId).length) this.#set(roomId, left);
  }

  #set(roomId: string, people: readonly TypingPerson[]): void {
    this.#rooms.set(roomId, people);
    for (const listener of this.#listeners) listener();
  }
}
