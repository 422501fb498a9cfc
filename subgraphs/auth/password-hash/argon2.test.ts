import { describe, expect, it } from 'vitest';
import { Argon2PasswordHash } from './argon2.ts';

describe('argon2id', () => {
  it('knows its own password again and no other', async () => {
    const passwords = new Argon2PasswordHash();
    const hash = await passwords.hash('correct horse battery');
    expect(await passwords.verify(hash, 'correct horse battery')).toBe(true);
    expect(await passwords.verify(hash, 'correct horse batterz')).toBe(false);
    expect(await passwords.hash('correct horse battery')).not.toBe(hash);
  });

  it('uses the parameters that OWASP recommends, or the dummy would cost something else', async () => {
    expect(await new Argon2PasswordHash().hash('x')).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/,
    );
  });

  it('says no without a hash', async () => {
    const passwords = new Argon2PasswordHash();
    expect(await passwords.verify(null, 'x')).toBe(false);
    expect(await passwords.verify(null, '')).toBe(false);
  });

  it('does the same work without a hash: it waits for its turn, too', async () => {
    const passwords = new Argon2PasswordHash({ maxWaiting: 0 });
    const answers = await Promise.allSettled(Array.from({ length: 3 }, () => passwords.verify(null, 'x')));
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('answers everybody in turn, and refuses when too many wait', async () => {
    const passwords = new Argon2PasswordHash({ maxWaiting: 3 });
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => passwords.hash('x')));
    expect(answers.map((answer) => answer.status)).toEqual([...Array(5).fill('fulfilled'), 'rejected']);
    expect(answers[5]).toMatchObject({ reason: { code: 'SERVICE_UNAVAILABLE' } });
    expect(await passwords.hash('x')).toMatch(/^\$argon2id/);
  });
});
