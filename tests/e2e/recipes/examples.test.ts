import { randomUUID } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { apolloClientExample } from '#client/examples/apollo-client.ts';
import { urqlExample } from '#client/examples/urql.ts';
import { makeRoom, registerAll, send } from '#tests/kit/people.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();

test.each([
  ['Apollo Client', apolloClientExample],
  ['urql', urqlExample],
])('the example for %s signs in, speaks and hears itself', async (_, example) => {
  const [ann] = await registerAll(lynk(), 'Ann');
  const roomId = await makeRoom(ann, [], { name: 'The example room' });
  await send(ann, roomId, 'before');
  const heard: string[] = [];
  const body = `hello ${randomUUID()}`;
  const { email: identifier, password } = ann;
  await example({ url: lynk().url, identifier, password, body }, (line) => heard.push(line));
  // What a library says when its stream ends comes after that.
  await othersTurn();
  expect(heard).toEqual([`The example room | Ann: ${body}`]);
  const refused = example({ url: lynk().url, identifier, password: 'not the password', body }, () => {});
  await expect(refused).rejects.toThrow(/./);
});
