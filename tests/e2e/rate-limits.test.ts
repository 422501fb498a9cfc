import { describe, expect, it } from 'vitest';
import type { Answer } from '#tests/kit/client.ts';
import { askFrom, HAS_MANY_ADDRESSES } from '#tests/kit/from-address.ts';
import { LOGIN, REGISTER, VIEWER } from '#tests/kit/operations/auth.ts';
import { newcomer } from '#tests/kit/people.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const BURST = 5;
const ATTEMPTS = 4 * BURST;
/** The time in which one token comes, at three a second. */
const TOKEN_MS = 334;

/** Checks what a limit lets through of many attempts that come at once, and what it says to the others. */
function expectLimited(answers: readonly Answer<object>[]): void {
  const refused = answers.filter((answer) => answer.codes.includes('RATE_LIMITED'));
  // A busy machine may take so long that another token comes; the burst always passes.
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(BURST);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    const { retryAfterMs } = answer.errors[0]?.extensions ?? {};
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(TOKEN_MS);
    expect(Object.values(answer.data ?? {}).filter(Boolean)).toEqual([]);
  }
}

const attempts = <T>(attempt: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: ATTEMPTS }, (_, index) => attempt(index)));

describe.skipIf(!HAS_MANY_ADDRESSES)('the limits of a newcomer’s Lynk', () => {
  const lynk = useLynk({ env: { LYNK_RATE_LIMIT_PER_SECOND: '', LYNK_RATE_LIMIT_BURST: '' } });
  const login = (address: string, identifier: string, headers?: Record<string, string>) =>
    askFrom(address, lynk().url, LOGIN, { input: { identifier, password: 'not the password' } }, headers);
  const registration = (address: string, input = newcomer()) => askFrom(address, lynk().url, REGISTER, { input });

  it('hold for the sign-ins from one address, whatever the account', async () => {
    expectLimited(await attempts((index) => login('127.0.0.11', `nobody${index}`)));
  });

  it('hold for the registrations from one address', async () => {
    expectLimited(await attempts(() => registration('127.0.0.12')));
  });

  it('hold for the sign-ins of one account, whatever the address and the case of its name', async () => {
    const { data } = await registration('127.0.0.13');
    const email = data?.register?.viewer?.account?.email ?? '';
    expect(email).not.toBe('');
    const names = [email, email.toUpperCase()];
    expectLimited(await attempts((index) => login(`127.0.1.${index + 1}`, names[index % 2] ?? '')));
  });

  it('hold for the registrations with one e-mail address, whatever the address they come from', async () => {
    const { email } = newcomer();
    expectLimited(await attempts((index) => registration(`127.0.2.${index + 1}`, { ...newcomer(), email })));
  });

  it('believe no header about the address', async () => {
    expectLimited(
      await attempts((index) =>
        login('127.0.0.14', `nobody${index}`, {
          'x-forwarded-for': `203.0.113.${index}`,
          forwarded: `for=203.0.113.${index}`,
        }),
      ),
    );
  });

  it('are kept for aliases in one request, too', async () => {
    const fields = Array.from(
      { length: ATTEMPTS },
      (_, index) =>
        `a${index}: login(input: { identifier: "nobody${index}", password: "wrong" }) { userErrors { code } }`,
    );
    const answer = await lynk().anonymous.text(`mutation { ${fields.join('\n')} }`);
    expect(answer.errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(answer.data ?? {}).split('CREDENTIALS_WRONG').length - 1).toBeLessThan(ATTEMPTS);
  });

  it('pass by themselves, and do not concern other operations or other addresses', async () => {
    expectLimited(await attempts((index) => login('127.0.0.15', `nobody${index}`)));
    expect((await login('127.0.0.16', 'nobody')).errors).toEqual([]);
    expect((await askFrom('127.0.0.15', lynk().url, VIEWER, {})).errors).toEqual([]);
    await until('the wait to be over', async () => (await login('127.0.0.15', 'nobody')).errors.length === 0);
  });
});
