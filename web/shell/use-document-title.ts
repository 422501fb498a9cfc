import { useEffect } from 'react';

/** Names the tab of the browser; screen readers say it when the screen changes. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Lynk` : 'Lynk';
  }, [title]);
}
