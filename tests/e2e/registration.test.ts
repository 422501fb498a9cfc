import { describe, expect, it } from 'vitest';
import { register } from '#tests/kit/people.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();

describe('a registration', () => {
  const REGISTER =
    'mutation ($input: RegisterInput!) { register(input: $input) { viewer { id } userErrors { code field } } }';
  const good = { email: 'somebody@example.org', username: 'somebody', password: 'correct horse battery' };
  const attempt = async (input: object) => {
    const answer = await lynk().anonymous.text(REGISTER, { input: { ...good, ...input } });
    expect(answer.errors).toEqual([]);
    const payload = answer.data?.['register'] as { viewer: unknown; userErrors: { code: string; field: string[] }[] };
    if (payload.userErrors.length > 0) expect(payload.viewer).toBeNull();
    return payload.userErrors.map(({ code, field }) => `${field.join('.')} ${code}`);
  };

  it.each([
    [{ email: '' }, ['email EMAIL_INVALID']],
    [{ email: 'nobody' }, ['email EMAIL_INVALID']],
    [{ email: 'a@b@c' }, ['email EMAIL_INVALID']],
    [{ email: ' a@example.org' }, ['email EMAIL_INVALID']],
    [{ email: 'a\u0000@example.org' }, ['email EMAIL_INVALID']],
    [{ email: `${'x'.repeat(243)}@example.org` }, ['email EMAIL_INVALID']],
    [{ username: 'ab' }, ['username USERNAME_INVALID']],
    [{ username: 'x'.repeat(33) }, ['username USERNAME_INVALID']],
    [{ username: '.dot' }, ['username USERNAME_INVALID']],
    [{ username: 'with space' }, ['username USERNAME_INVALID']],
    [{ username: 'ünicode' }, ['username USERNAME_INVALID']],
    [{ username: 'nul\u0000' }, ['username USERNAME_INVALID']],
    [{ password: 'short 1234'.slice(0, 9) }, ['password PASSWORD_WEAK']],
    [{ password: 'x'.repeat(257) }, ['password PASSWORD_WEAK']],
    [{ password: 'password123' }, ['password PASSWORD_WEAK']],
    [{ password: 'hello Somebody!' }, ['password PASSWORD_WEAK']],
    [{ displayName: '' }, ['displayName DISPLAY_NAME_INVALID']],
    [{ displayName: 'x'.repeat(65) }, ['displayName DISPLAY_NAME_INVALID']],
    [{ displayName: 'a\u0000b' }, ['displayName DISPLAY_NAME_INVALID']],
    [
      { email: 'x', username: 'x', password: 'x', displayName: '' },
      [
        'email EMAIL_INVALID',
        'username USERNAME_INVALID',
        'password PASSWORD_WEAK',
        'displayName DISPLAY_NAME_INVALID',
      ],
    ],
  ])('with %j names every fault', async (input, faults) => {
    expect((await attempt(input)).toSorted()).toEqual(faults.toSorted());
  });

  it('with the e-mail address or the username of somebody else, in any case, says so', async () => {
    const { email, username } = await register(lynk());
    expect(await attempt({ email })).toEqual(['email EMAIL_TAKEN']);
    expect(await attempt({ email: email.toUpperCase() })).toEqual(['email EMAIL_TAKEN']);
    expect(await attempt({ username })).toEqual(['username USERNAME_TAKEN']);
    expect(await attempt({ username: username.toUpperCase() })).toEqual(['username USERNAME_TAKEN']);
    expect((await attempt({ email, username })).toSorted()).toEqual(['email EMAIL_TAKEN', 'username USERNAME_TAKEN']);
  });

  it('that was refused leaves nothing behind, and of many at once with one name one is taken', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => attempt({})));
    expect(answers.filter((faults) => faults.length === 0).length).toBe(1);
  });
});
