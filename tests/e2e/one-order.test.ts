import { describe, expect, it, onTestFinished } from 'vitest';
import { makeRoom, registerAll } from '#tests/kit/people.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const SENDS = 200;

describe('two hundred sends to one room at once', () => {
  const lynk = useLynk({ own: true });

  it('have one order for everybody, live and in history; retries give the same messages, after a restart, too', async () => {
    const people = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo', 'Dan', 'Eve');
    const [ann] = people;
    const roomId = await makeRoom(ann, people.slice(1));
    const recorder = new Recorder(lynk(), roomId);
    const watches = [];
    for (const [index, person] of people.entries()) {
      const watching = await recorder.watch(person, { kind: index % 2 ? 'own' : 'shared' });
      onTestFinished(() => watching.close());
      watches.push(watching);
    }
    const senderOf = (index: number) => people[index % people.length] ?? ann;
    const sendAll = () =>
      Promise.all(
        Array.from({ length: SENDS }, (_, index) => recorder.send(senderOf(index), `body ${index}`, `key ${index}`)),
      );
    const idsOf = (outcomes: Awaited<ReturnType<typeof sendAll>>) =>
      outcomes.map((outcome) => (outcome.kind === 'acknowledged' ? outcome.messageId : outcome.kind));

    const ids = idsOf(await sendAll());
    expect(new Set(ids).size).toBe(SENDS);
    for (const watching of watches) await watching.until('all messages', (w) => w.sentIds.length >= SENDS);
    expect(idsOf(await sendAll())).toEqual(ids);
    expect(await recorder.violations(...people)).toEqual([]);
    const [first] = watches;
    for (const watching of watches) {
      expect(watching.sentIds).toEqual(first?.sentIds);
      await watching.drop();
    }

    await lynk().restart();
    expect(idsOf(await sendAll())).toEqual(ids);
    for (const watching of watches) watching.resume();
    const last = await recorder.send(ann, 'after the restart');
    expect(last.kind).toBe('acknowledged');
    for (const watching of watches) await watching.until('the last message', (w) => w.sentIds.length >= SENDS + 1);
    expect(await recorder.violations(...people)).toEqual([]);
    const { histories } = await recorder.observations(ann);
    expect(histories[0]?.messages.length).toBe(SENDS + 1);
  });
});

describe('one send, tried many times at once', () => {
  const lynk = useLynk();

  it('is one message', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const recorder = new Recorder(lynk(), roomId);
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, index) => recorder.send(index % 2 ? ann : ben, 'hello', `key ${index % 6}`)),
    );
    expect(outcomes.filter((outcome) => outcome.kind !== 'acknowledged')).toEqual([]);
    expect(await recorder.violations(ann, ben)).toEqual([]);
    const { histories } = await recorder.observations(ann);
    expect(histories[0]?.messages.length).toBe(6);
  });
});
