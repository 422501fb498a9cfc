import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { Link } from 'react-router';
import { useSession } from '../session/session-context.tsx';
import { signIn } from '../session/sign-in.ts';
import { useDocumentTitle } from '../shell/use-document-title.ts';
import { EntryFrame } from './entry-frame.tsx';
import { useEntry } from './use-entry.ts';

/** Opens a session of somebody who has an account. */
export function SignInScreen() {
  const { notice } = useSession();
  const { submit, isBusy, problemWith, problem } = useEntry();
  useDocumentTitle('Sign in');
  return (
    <EntryFrame
      title="Welcome back"
      lead="Sign in to go on where you left off."
      onSubmit={(form) =>
        void submit(signIn({ identifier: `${form.get('identifier')}`, password: `${form.get('password')}` }))
      }
      footer={
        <>
          New here? <Link to="/register">Create an account</Link>
        </>
      }
    >
      {notice && <Alert color="lynk">{notice}</Alert>}
      {problem && (
        <Alert color="red" variant="outline" role="alert">
          {problem}
        </Alert>
      )}
      <TextInput
        name="identifier"
        label="Username or e-mail"
        size="md"
        autoComplete="username"
        autoCapitalize="none"
        required
        withAsterisk={false}
        error={problemWith('identifier')}
      />
      <PasswordInput
        name="password"
        label="Password"
        size="md"
        autoComplete="current-password"
        required
        withAsterisk={false}
        error={problemWith('password')}
      />
      <Button type="submit" size="md" loading={isBusy}>
        Sign in
      </Button>
    </EntryFrame>
  );
}
