import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { Link } from 'react-router';
import { register } from '../session/sign-in.ts';
import { useDocumentTitle } from '../shell/use-document-title.ts';
import { EntryFrame } from './entry-frame.tsx';
import { useEntry } from './use-entry.ts';

/** Makes an account. */
export function RegisterScreen() {
  const { submit, isBusy, problemWith, problem } = useEntry();
  useDocumentTitle('Create an account');
  const send = (form: FormData) => {
    const text = (name: string) => `${form.get(name) ?? ''}`;
    const displayName = text('displayName').trim();
    const input = { email: text('email'), username: text('username'), password: text('password') };
    void submit(register({ ...input, ...(displayName && { displayName }) }));
  };
  return (
    <EntryFrame
      title="Create your account"
      lead="Your name is what others read. You can change it later."
      onSubmit={send}
      footer={
        <>
          Already have one? <Link to="/">Sign in</Link>
        </>
      }
    >
      {problem && (
        <Alert color="red" variant="outline" role="alert">
          {problem}
        </Alert>
      )}
      <TextInput
        name="displayName"
        label="Your name"
        size="md"
        autoComplete="name"
        error={problemWith('displayName')}
      />
      <TextInput
        name="username"
        label="Username"
        size="md"
        autoComplete="username"
        autoCapitalize="none"
        required
        withAsterisk={false}
        error={problemWith('username')}
      />
      <TextInput
        name="email"
        type="email"
        label="E-mail"
        size="md"
        autoComplete="email"
        required
        withAsterisk={false}
        error={problemWith('email')}
      />
      <PasswordInput
        name="password"
        label="Password"
        description="At least 10 characters. A few unusual words are easier to keep than one hard one."
        size="md"
        autoComplete="new-password"
        required
        withAsterisk={false}
        error={problemWith('password')}
      />
      <Button type="submit" size="md" loading={isBusy}>
        Create account
      </Button>
    </EntryFrame>
  );
}
