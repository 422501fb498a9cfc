import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';
import classes from './notices.module.css';

const SHOWN_MS = 6_000;
const NoticesContext = createContext<(text: string) => void>(() => undefined);

/** Shows one short notice at a time, such as why something could not be done, and reads it out. */
export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [notice, setNotice] = useState<{ readonly text: string } | null>(null);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  const show = useCallback((text: string) => setNotice({ text }), []);
  return (
    <NoticesContext value={show}>
      {children}
      <div className={classes.place} role="status">
        {notice && <div className={classes.notice}>{notice.text}</div>}
      </div>
    </NoticesContext>
  );
}

/** Gives what shows a notice. */
export function useNotice(): (text: string) => void {
  return use(NoticesContext);
}
