import { describe, expect, it } from 'vitest';
import { until } from '#tests/kit/until.ts';
import type { Secrets } from './secrets.ts';

/** An adapter under test, and the one who keeps the secrets. */
export interface SecretsUnderTest {
  readonly secrets: Secrets;
  put(name: string, value: string): void;
  remove(name: string): void;
}

/** What every {@link Secrets} keeps. `create` makes a keeper without secrets, which goes with the test. */
export function secretsContract(name: string, create: () => SecretsUnderTest): void {
  describe(`secrets: ${name}`, () => {
    function watched(secret = 'password') {
      const keeper = create();
      const seen: string[] = [];
      const end = keeper.secrets.watch(secret, (value) => seen.push(value));
      return { ...keeper, seen, end };
    }

    it('are read as they are now, without the newline at their end', async () => {
      const { secrets, put } = create();
      put('password', ' a b\n');
      expect(await secrets.read('password')).toBe(' a b');
      put('password', 'line\nline\r\n');
      expect(await secrets.read('password')).toBe('line\nline');
    });

    it('that are missing are named', async () => {
      const { secrets, put } = create();
      put('password', 'here');
      await expect(secrets.read('other')).rejects.toThrow('The secret other is missing');
    });

    it('have names and no paths', async () => {
      const { secrets } = create();
      for (const path of ['../password', 'a/b', '..', '.', '', '/etc/hostname']) {
        await expect(secrets.read(path)).rejects.toThrow('is not the name of a secret');
      }
    });

    it('tell of each change, and of nothing else', async () => {
      const { secrets, put, seen } = watched();
      put('password', 'one');
      expect(await secrets.read('password')).toBe('one');
      const begun = seen.length;
      put('password', 'one\n');
      put('other', 'something');
      await secrets.read('password');
      put('password', 'two');
      await until('the change', () => seen.at(-1) === 'two');
      put('password', 'three');
      expect(await secrets.read('password')).toBe('three');
      expect(seen.slice(begun)).toEqual(['two', 'three']);
    });

    it('tell of one that appears', async () => {
      const { secrets, put, seen } = watched();
      await expect(secrets.read('password')).rejects.toThrow('missing');
      put('password', 'late');
      await until('the secret', () => seen.length > 0);
      expect(seen).toEqual(['late']);
    });

    it('stay good while they are gone, and tell when another one comes', async () => {
      const { secrets, put, remove, seen } = watched();
      put('password', 'one');
      await secrets.read('password');
      const begun = seen.length;
      remove('password');
      expect(await secrets.read('password')).toBe('one');
      put('password', 'one');
      expect(await secrets.read('password')).toBe('one');
      remove('password');
      expect(await secrets.read('password')).toBe('one');
      put('password', 'two');
      await until('the change', () => seen.length > begun);
      expect(seen.slice(begun)).toEqual(['two']);
    });

    it('tell nobody who has left, and everybody else when one listener fails', async () => {
      const { secrets, put, seen, end } = watched();
      const others: string[] = [];
      secrets.watch('password', () => {
        throw new Error('This one refuses.');
      });
      secrets.watch('password', (value) => others.push(value));
      put('password', 'one');
      await secrets.read('password');
      const begun = seen.length;
      end();
      put('password', 'two');
      await until('the change', () => others.at(-1) === 'two');
      expect(seen).toHaveLength(begun);
    });
  });
}
