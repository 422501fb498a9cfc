import { useState } from 'react';
import { useSession } from '../session/session-context.tsx';
import type { SignInResult } from '../session/sign-in.ts';

/** A form that opens a session: what is wrong with its fields, and whether the answer is awaited. */
export function useEntry() {
  const { signIn } = useSession();
  const [isBusy, setBusy] = useState(false);
  /** field → what is wrong; the empty field is the form as a whole */
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());

  const submit = async (asked: Promise<SignInResult>) => {
    setBusy(true);
    const result = await asked;
    setBusy(false);
    if ('session' in result) return signIn(result.session);
    setProblems(new Map(result.problems.map(({ field, message }) => [field ?? '', message])));
  };
  return { submit, isBusy, problemWith: (field: string) => problems.get(field), problem: problems.get('') };
}
