import { type FormEvent, useState, useSyncExternalStore } from 'react';
import type { SignedIn } from './signed-in.ts';

/** Who is signed in, or the form by which somebody signs in or up. */
export function SignIn({ signedIn }: { signedIn: SignedIn }) {
  const username = useSyncExternalStore(
    (listener) => signedIn.onChange(listener),
    () => signedIn.username,
  );
  if (username === null) return <SignInForm signedIn={signedIn} />;
  return (
    <div className="sign-in">
      <span>
        Signed in as <strong>{username}</strong>
      </span>
      <button type="button" onClick={() => signedIn.signOut()}>
        Sign out
      </button>
    </div>
  );
}

function SignInForm({ signedIn }: { signedIn: SignedIn }) {
  const [isNew, setIsNew] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    setIsBusy(true);
    setFault(null);
    try {
      if (isNew) {
        const username = text('username');
        const input = { email: text('email'), username, displayName: username, password: text('password') };
        await signedIn.signUp(input);
      } else await signedIn.signIn({ identifier: text('username'), password: text('password') });
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      setIsBusy(false);
    }
  };

  return (
    <form className="sign-in" onSubmit={submit}>
      {fault !== null && <span role="alert">{fault}</span>}
      {isNew && <input name="email" type="email" required placeholder="E-mail" aria-label="E-mail" />}
      <input name="username" required placeholder="Username" aria-label="Username" autoComplete="username" />
      <input name="password" type="password" required placeholder="Password" aria-label="Password" />
      <button type="submit" disabled={isBusy}>
        {isNew ? 'Register' : 'Sign in'}
      </button>
      <button type="button" className="plain" onClick={() => setIsNew(!isNew)}>
        {isNew ? 'I have an account' : 'I am new'}
      </button>
    </form>
  );
}
