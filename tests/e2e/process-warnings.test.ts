import { expect, it, onTestFinished } from 'vitest';
import { startLynk } from '#tests/kit/lynk.ts';
import { makeRoom, registerAll, send } from '#tests/kit/people.ts';
import { RawSocket } from '#tests/kit/raw-socket.ts';
import { RoomWatch } from '#tests/kit/room-watch.ts';
import { until } from '#tests/kit/until.ts';
import { ViewerWatch } from '#tests/kit/viewer-watch.ts';

const VIEWERS = 50;
/** More operations on one socket than Node lets listeners wait on one signal before it warns. */
const AT_ONCE = 30;
const MESSAGES = 10;

it('warns of nothing while 50 viewers watch, people talk and sockets come and go', { timeout: 240_000 }, async () => {
  const lynk = await startLynk();
  onTestFinished(() => lynk.stop());
  const people = await registerAll(lynk, 'Ann', 'Ben', 'Cleo', 'Dan', 'Eve');
  const [ann, ...others] = people;
  const roomId = await makeRoom(ann, others);
  const watches = Array.from({ length: VIEWERS }, (_, index) => {
    const person = people[index % people.length] ?? ann;
    return new RoomWatch(lynk, person, roomId, undefined, index % 2 === 0 ? 'shared' : 'own');
  });
  const viewers = people.map((person) => new ViewerWatch(lynk, person));
  const busy = await RawSocket.signedIn(lynk.wsUrl, ann.accessToken);
  for (let index = 0; index < AT_ONCE; index += 1) {
    busy.subscribe(`live ${index}`, `subscription { roomEvents(roomId: "${roomId}") { cursor } }`);
    busy.subscribe(`query ${index}`, `{ room(id: "${roomId}") { members(first: 5) { nodes { user { id } } } } }`);
  }
  onTestFinished(async () => {
    busy.cut();
    for (const watching of [...watches, ...viewers]) await watching.close();
  });
  // A stream begins some time after it is asked for.
  await until(
    'everybody to watch',
    async () => {
      await send(ann, roomId, 'are you there?');
      const answered = new Set(busy.messages.filter(({ type }) => type === 'next').map(({ id }) => id));
      return answered.size === 2 * AT_ONCE && watches.every(({ items }) => items.length > 0);
    },
    { pollMs: 500, deadlineMs: 60_000 },
  );
  const talk = async (body: string) => {
    const sent = await Promise.all(
      Array.from({ length: MESSAGES }, (_, index) => send(people[index % people.length] ?? ann, roomId, body)),
    );
    return sent.map(({ id }) => id);
  };
  const seen = await talk('hello');
  for (const watching of watches) for (const id of seen) await watching.untilSent(id);
  // Some take their leave, some are gone without a word, and the others are there until the end of the process.
  for (const watching of watches.slice(0, 20)) await watching.close();
  for (const watching of watches.slice(20, 40)) await watching.drop();
  for (const watching of watches.slice(20, 30)) watching.resume();
  const last = (await talk('goodbye')).at(-1) ?? '';
  for (const watching of [...watches.slice(20, 30), ...watches.slice(40)]) await watching.untilSent(last);
  await lynk.shutDown();
  expect(lynk.warnings).toEqual([]);
});
