import type { Lynk } from './lynk.ts';
import { LOGIN } from './operations/auth.ts';
import type { Person } from './people.ts';

/** Makes somebody an admin with the tool for it, and signs in again so that the token says so. */
export async function promote(lynk: Lynk, person: Person): Promise<Person> {
  await lynk.tool('user-role', person.email, 'ADMIN');
  const { login } = await lynk.anonymous.get(LOGIN, {
    input: { identifier: person.email, password: person.password },
  });
  const accessToken = login?.tokens?.accessToken ?? '';
  return { ...person, accessToken, client: person.client.as(accessToken) };
}
