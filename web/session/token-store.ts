import type { SessionTokens } from '#client/index.ts';

/** Somebody who is signed in. */
export interface StoredSession {
  readonly viewerId: string;
  readonly tokens: SessionTokens;
}

const KEY = 'lynk.session';

/** Where the tabs of a browser keep who is signed in. */
export const tokenStore = {
  read(): StoredSession | null {
    try {
      const stored = JSON.parse(localStorage.getItem(KEY) ?? 'null') as StoredSession | null;
      return stored?.viewerId && stored.tokens?.refreshToken ? stored : null;
    } catch {
      // Whatever stands there is none of ours.
      return null;
    }
  },
  write(session: StoredSession | null): void {
    if (session) localStorage.setItem(KEY, JSON.stringify(session));
    else localStorage.removeItem(KEY);
  },
  /** Told when another tab signs in or out. Returns the end of it. */
  onOther(listener: () => void): () => void {
    const heard = (event: StorageEvent) => {
      if (event.key === KEY) listener();
    };
    addEventListener('storage', heard);
    return () => removeEventListener('storage', heard);
  },
};
