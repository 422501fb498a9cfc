import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import { ADD_MEMBER, REMOVE_MEMBER, ROOM } from '#tests/kit/operations/room.ts';
import { liveCursor, makeRoom, registerAll, send } from '#tests/kit/people.ts';
import { Recorder, type SendOutcome } from '#tests/kit/recorder.ts';
import { RoomWatch } from '#tests/kit/room-watch.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
/** A hundred sends a second. */
const PAUSE_MS = 10;
/** Sends under way at the same time, at most: a slow machine gets fewer a second, and no heap of them. */
const MAX_UNDER_WAY = 40;

describe('a member that is removed', () => {
  it('has its sends refused from that place on while it sends a hundred a second, and receives nothing more', async () => {
    const [ann, ben, cleo] = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo');
    const roomId = await makeRoom(ann, [ben, cleo]);
    const recorder = new Recorder(lynk(), roomId);
    const [byAnn, byBen, byCleo] = [await recorder.watch(ann), await recorder.watch(ben), await recorder.watch(cleo)];
    const byBenAlone = await recorder.watch(ben, { kind: 'own' });
    onTestFinished(async () => {
      for (const watching of [byAnn, byBen, byBenAlone, byCleo]) await watching.close();
    });

    let removed = false;
    let over = false;
    let underWay = 0;
    const outcomes: { begunAfterRemoval: boolean; outcome: SendOutcome }[] = [];
    const traffic = (async () => {
      const sends: Promise<unknown>[] = [];
      for (let index = 0; !over; index += 1) {
        await sleep(PAUSE_MS);
        if (underWay >= MAX_UNDER_WAY) continue;
        underWay += 1;
        const begunAfterRemoval = removed;
        const done = recorder.send(ben, `${index}`).then((outcome) => {
          underWay -= 1;
          outcomes.push({ begunAfterRemoval, outcome });
        });
        sends.push(done);
      }
      await Promise.all(sends);
    })();
    const others = (async () => {
      for (let index = 0; !over; index += 1) await recorder.send(cleo, `among others ${index}`);
    })();
    const taken = () => outcomes.filter(({ outcome }) => outcome.kind === 'acknowledged').length;
    const refused = () => outcomes.filter(({ begunAfterRemoval }) => begunAfterRemoval).length;

    await until('many sends', () => taken() >= 100);
    await ann.client.get(REMOVE_MEMBER, { input: { roomId, userId: ben.id } });
    removed = true;
    await until('many refusals', () => refused() >= 100);
    for (const watching of [byBen, byBenAlone]) expect(await watching.ended()).toEqual({ kind: 'complete' });
    over = true;
    await Promise.all([traffic, others]);

    for (const { begunAfterRemoval, outcome } of outcomes) {
      if (begunAfterRemoval) expect(outcome.kind).not.toBe('acknowledged');
      if (outcome.kind === 'refused') expect(outcome.codes).toEqual(['NOT_FOUND']);
    }
    // A machine that cannot keep up answers some with SERVICE_UNAVAILABLE: those say nothing, and the others are enough.
    expect(outcomes.filter(({ outcome }) => outcome.kind === 'refused').length).toBeGreaterThan(50);
    await byAnn.until('the removal', (w) => w.events('MemberLeft').length > 0);
    const removal = byAnn.items.find((item) => item.event?.__typename === 'MemberLeft')?.cursor ?? '';
    recorder.removed({ viewerId: ben.id, cursor: removal });
    for (const { items } of [byBen, byBenAlone]) expect(items.at(-1)?.event?.__typename).toBe('AccessRevoked');
    const last = await send(ann, roomId, 'the end');
    await byAnn.untilSent(last.id);
    await byCleo.untilSent(last.id);
    expect(await recorder.violations(ann, cleo)).toEqual([]);

    // Neither history nor stream nor anything else is there for who was removed.
    expect((await ben.client.ask(ROOM, { id: roomId })).codes).toEqual(['NOT_FOUND']);
    const barred = await recorder.watch(ben, { after: removal });
    expect(await barred.ended()).toEqual({ kind: 'failed', codes: ['NOT_FOUND'] });
    expect(barred.items).toEqual([]);
  });

  it('goes on where it was when it is added again', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const recorder = new Recorder(lynk(), roomId);
    const byAnn = await recorder.watch(ann);
    onTestFinished(() => byAnn.close());
    const start = await liveCursor(ben, roomId);
    for (let round = 0; round < 5; round += 1) {
      const byBen = await recorder.watch(ben);
      onTestFinished(() => byBen.close());
      expect((await recorder.send(ben, `here ${round}`, `here ${round}`)).kind).toBe('acknowledged');
      await ann.client.get(REMOVE_MEMBER, { input: { roomId, userId: ben.id } });
      expect(await byBen.ended()).toEqual({ kind: 'complete' });
      expect(byBen.items.at(-1)?.event?.__typename).toBe('AccessRevoked');
      expect(await recorder.send(ben, `gone ${round}`)).toEqual({ kind: 'refused', codes: ['NOT_FOUND'] });
      await recorder.send(ann, `without him ${round}`);
      await ann.client.get(ADD_MEMBER, { input: { roomId, userId: ben.id } });
      await byAnn.until('his coming', (w) => w.events('MemberJoined').length === round + 1);
      const cursors = (type: string) =>
        byAnn.items.flatMap(({ cursor, event }) => (event?.__typename === type && cursor ? cursor : []));
      const [cursor = '', readmission = ''] = [cursors('MemberLeft')[round], cursors('MemberJoined')[round]];
      recorder.removed({ viewerId: ben.id, cursor, readmission });
      // A retry of what was taken before is answered as it was.
      const again = await ben.client.get(SEND_MESSAGE, {
        input: { roomId, body: `here ${round}`, clientMessageId: `here ${round}` },
      });
      expect(again.sendMessage?.message?.body).toBe(`here ${round}`);
    }
    const last = await send(ben, roomId, 'the end');
    await byAnn.untilSent(last.id);
    expect(await recorder.violations(ann, ben)).toEqual([]);
    expect(await liveCursor(ben, roomId)).toBe(last.cursor);

    // A cursor from before all this is good, and removals of the past end nothing.
    for (const kind of ['shared', 'own'] as const) {
      const whole = new RoomWatch(lynk(), ben, roomId, start, kind);
      onTestFinished(() => whole.close());
      await whole.untilSent(last.id);
      expect(whole.events('MemberLeft').length).toBe(5);
      expect(whole.state).toEqual({ kind: 'open' });
    }
  });
});
