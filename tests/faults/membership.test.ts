import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, Unanswered } from '#tests/kit/client.ts';
import { ROOM_EVENTS_SINCE } from '#tests/kit/operations/live.ts';
import { ADD_MEMBER, MEMBERS, REMOVE_MEMBER } from '#tests/kit/operations/room.ts';
import { liveCursor, makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { killHard } from '#tests/kit/process-tree.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import { until } from '#tests/kit/until.ts';
import { useEmbeddedLynk } from '#tests/kit/use-lynk.ts';

const ROUNDS = 8;

/**
 * A membership is the room's, and its event is the message log's: two transactions. Whatever is killed between them, in the
 * end both say the same, and nobody writes who is not a member.
 */
describe('kill -9 in the middle of membership changes', () => {
  const lynk = useEmbeddedLynk({ faults: 'expected' });
  let owner: Person;
  let others: Person[];
  let roomId: string;
  let start: string;
  beforeAll(async () => {
    [owner, ...others] = await registerAll(lynk(), 'Owner', 'Ann', 'Ben', 'Cleo', 'Dan');
    roomId = await makeRoom(owner);
    start = await liveCursor(owner, roomId);
  });

  /** Adds and removes somebody in turn until there is no answer. @returns what was acknowledged last, true for a member */
  async function change(person: Person, isOver: () => boolean): Promise<boolean | undefined> {
    let acknowledged: boolean | undefined;
    const input = { roomId, userId: person.id };
    for (let add = true; !isOver(); add = !add) {
      try {
        const answer: Answer<object> = await owner.client.ask(add ? ADD_MEMBER : REMOVE_MEMBER, { input });
        if (answer.errors.length > 0) return undefined;
        acknowledged = add;
      } catch (error) {
        if (error instanceof Unanswered) return undefined;
        throw error;
      }
    }
    return acknowledged;
  }

  const memberIds = async () => {
    const { room } = await owner.client.get(MEMBERS, { id: roomId, first: 100 });
    return room?.members?.edges.flatMap(({ node }) => node.user?.id ?? []).toSorted() ?? [];
  };
  /** Who is a member by the log, and whether anybody came or went twice in a row. */
  const byLog = async () => {
    const present = new Set([owner.id]);
    let isSound = true;
    for (let after = start; ; ) {
      const { roomEventsSince } = await owner.client.get(ROOM_EVENTS_SINCE, { roomId, after });
      for (const { cursor, event } of roomEventsSince?.items ?? []) {
        after = cursor ?? after;
        if (event?.__typename === 'MemberJoined') isSound &&= present.size < present.add(event.user?.id ?? '').size;
        if (event?.__typename === 'MemberLeft') isSound &&= present.delete(event.user?.id ?? '');
      }
      if (after === roomEventsSince?.head || !roomEventsSince?.items.length) break;
    }
    return { ids: [...present].toSorted(), isSound };
  };

  it(`leaves room and log of one mind in ${ROUNDS} rounds`, { timeout: 240_000 }, async () => {
    const recorder = new Recorder(lynk(), roomId);
    for (let round = 0; round < ROUNDS; round += 1) {
      const postgres = lynk().postgresPids();
      let over = false;
      let changes = 0;
      const known = others.map((person) =>
        change(person, () => {
          changes += 1;
          return over;
        }),
      );
      await until('some changes', () => changes > 12 + round, { pollMs: 1 });
      if (round % 2) killHard(postgres);
      else await lynk().kill9();
      over = true;
      const acknowledged = await Promise.all(known);
      await lynk().restartIfEnded();

      await until('room and log to agree', async () => {
        const log = await byLog();
        expect(log.isSound).toBe(true);
        return log.ids.join() === (await memberIds()).join();
      });
      const members = await memberIds();
      for (const [index, person] of others.entries()) {
        const isMember = members.includes(person.id);
        if (acknowledged[index] !== undefined) expect(isMember).toBe(acknowledged[index]);
        const outcome = await recorder.send(person, `round ${round}`);
        expect(outcome.kind).toBe(isMember ? 'acknowledged' : 'refused');
        if (isMember) await owner.client.get(REMOVE_MEMBER, { input: { roomId, userId: person.id } });
      }
    }
    expect(await recorder.violations(owner)).toEqual([]);
  });
});
