import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { endSession } from './end-session.ts';
import { type StoredSession, tokenStore } from './token-store.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** Who is signed in, and how to change that. */
export interface SessionControl {
  readonly workspace: Workspace | null;
  /** Why the person has to sign in again. */
  readonly notice: string | null;
  readonly signIn: (session: StoredSession) => void;
  readonly signOut: () => void;
}

const SessionContext = createContext<SessionControl | null>(null);
const WorkspaceContext = createContext<Workspace | null>(null);
const ENDED = 'Your session has ended. Please sign in again.';

/** Keeps who is signed in, and a workspace for as long as somebody is. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [viewerId, setViewerId] = useState(() => tokenStore.read()?.viewerId ?? null);
  const [workspace, setWorkspace] = useState<Workspace | null>(null);
  const [notice, setNotice] = useState<string | null>(null);

  useEffect(() => {
    if (viewerId === null) return;
    const opened = openWorkspace(viewerId, () => {
      tokenStore.write(null);
      setNotice(ENDED);
      setViewerId(null);
    });
    setWorkspace(opened);
    return () => {
      setWorkspace(null);
      opened.close();
    };
  }, [viewerId]);

  useEffect(() => tokenStore.onOther(() => setViewerId(tokenStore.read()?.viewerId ?? null)), []);

  const signIn = useCallback((session: StoredSession) => {
    tokenStore.write(session);
    setNotice(null);
    setViewerId(session.viewerId);
  }, []);

  const signOut = useCallback(() => {
    const stored = tokenStore.read();
    // The server is told if it can be; this browser forgets the session in any case.
    if (stored) void endSession(stored.tokens);
    workspace?.forgetUnsent();
    tokenStore.write(null);
    setNotice(null);
    setViewerId(null);
  }, [workspace]);

  const isOpening = viewerId !== null && workspace?.viewerId !== viewerId;
  const control = useMemo(() => ({ workspace, notice, signIn, signOut }), [workspace, notice, signIn, signOut]);
  return <SessionContext value={control}>{isOpening ? null : children}</SessionContext>;
}

/** Gives the workspace to everything below. */
export function WorkspaceProvider({ workspace, children }: { workspace: Workspace; children: ReactNode }) {
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}

/** Who is signed in, and how to change that. */
export function useSession(): SessionControl {
  const control = use(SessionContext);
  if (!control) throw new Error('There is no SessionProvider above.');
  return control;
}

/** What lives as long as somebody is signed in. Only below a `WorkspaceProvider`. */
export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (!workspace) throw new Error('There is no WorkspaceProvider above.');
  return workspace;
}
