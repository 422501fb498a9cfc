import { createHash } from 'node:crypto';
import { growingPause } from '#platform/background/growing-pause.ts';
import { WakeUp } from '#platform/background/wake-up.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { encodeId, encodeMessageId, roomPosition, uuidBytes } from '#platform/ids/ids.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Push, PushNotification, PushOutcome } from '#platform/push/push.ts';
import type { Delivery, DuePush, PushQueue, PushTargetStore } from '../store/store.ts';
import { PUSH_LIFE_MS } from './fan-out.ts';
import type { PlannedPush, PushChecks } from './push-checks.ts';

/** How many messages for people are seen to at once; each may have several devices. */
const BATCH = 100;
/** How many notifications one call hands over. */
const SEND_BATCH = 500;
/** When what was taken and never finished comes back: later than the deadlines of all questions together. */
const LEASE_MS = 10_000;
/** How often to look for what other processes have put in line, and for what has become due. */
const POLL_MS = 1_000;
const PAUSES = { firstMs: 1_000, longestMs: 300_000 };
/** Between attempts to reach the store. */
const STORE_PAUSES = { firstMs: 200, longestMs: 5_000 };

/** What a pusher works with. */
export interface PusherDependencies {
  readonly store: { readonly pushes: PushQueue; readonly targets: PushTargetStore };
  readonly checks: PushChecks;
  readonly push: Push;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Pushes what is due, for as long as it runs; it begins when it is made. Each message gets an entry in the ledger for each
 * device before the push service is called, and its mark afterwards. Whatever dies in between is done again under the same
 * collapse ID, so that nothing is lost and a device shows it once.
 */
export class Pusher {
  readonly #dependencies: PusherDependencies;
  readonly #wakeUp = new WakeUp();
  readonly #forgetCallback: () => void;
  readonly #ended: Promise<void>;
  #stopping = false;

  constructor(dependencies: PusherDependencies) {
    this.#dependencies = dependencies;
    this.#forgetCallback = dependencies.store.pushes.onAdded(() => this.#wakeUp.wake());
    this.#ended = this.#run();
  }

  /** Ends after the batch at hand. What is left stays in line. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#forgetCallback();
    this.#wakeUp.wake();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { logger } = this.#dependencies;
    let failures = 0;
    while (!this.#stopping) {
      try {
        const claimed = await this.#pushDue();
        failures = 0;
        if (claimed < BATCH) await this.#wakeUp.wait(POLL_MS);
      } catch (error) {
        failures += 1;
        const pauseMs = growingPause(failures, STORE_PAUSES);
        logger.warn({ err: error, failures, pauseMs }, 'pushes cannot be taken up');
        await this.#wakeUp.wait(pauseMs);
      }
    }
  }

  async #pushDue(): Promise<number> {
    const { store, clock, checks, logger } = this.#dependencies;
    const now = clock.now();
    const batch = await store.pushes.claim(now, now + LEASE_MS, BATCH);
    if (batch.length === 0) return 0;
    try {
      const failed = await this.#send(await checks.plan(batch));
      await store.pushes.settle(batch.filter((due) => !failed.has(due)));
      await this.#postpone([...failed]);
    } catch (error) {
      logger.warn({ err: error, pushes: batch.length }, 'pushes could not be made and are tried again');
      await this.#postpone(batch);
    }
    return batch.length;
  }

  /** Hands over what is not known to be done. @returns what has to be done again */
  async #send(planned: readonly PlannedPush[]): Promise<ReadonlySet<DuePush>> {
    const { store, clock, push, logger } = this.#dependencies;
    const failed = new Set<DuePush>();
    for (let start = 0; start < planned.length; start += SEND_BATCH) {
      const some = planned.slice(start, start + SEND_BATCH);
      const open = new Set((await store.pushes.begin(some.map(deliveryOf), clock.now())).map(keyOf));
      const sending = some.filter((each) => open.has(keyOf(deliveryOf(each))));
      if (sending.length === 0) continue;
      const outcomes = await push.send(sending.map(notificationOf));
      const of = (outcome: PushOutcome) => sending.filter((_each, index) => (outcomes[index] ?? 'failed') === outcome);
      const gone = of('gone').map(({ target }) => target.id);
      await store.pushes.done(of('taken').map(deliveryOf), clock.now());
      if (gone.length > 0) await store.targets.gone(gone);
      for (const { due } of of('failed')) failed.add(due);
    }
    if (failed.size > 0) logger.warn({ pushes: failed.size }, 'pushes were not taken and are tried again');
    return failed;
  }

  /** Whatever is too old when it comes back is dropped by the checks. */
  async #postpone(pushes: readonly DuePush[]): Promise<void> {
    const { store, clock } = this.#dependencies;
    if (pushes.length === 0) return;
    const attempts = Math.max(...pushes.map((due) => due.attempts));
    await store.pushes.postpone(pushes, clock.now() + growingPause(attempts, PAUSES));
  }
}

function notificationOf({ due, target, text }: PlannedPush): PushNotification {
  const { roomId, seq, sentAt } = due;
  return {
    targetId: target.id,
    address: target.address,
    collapseId: collapseId(deliveryOf({ due, target, text })),
    ...text,
    roomId: encodeId('room', roomId),
    messageId: encodeMessageId({ roomId, seq }),
    expiresAt: sentAt + PUSH_LIFE_MS,
  };
}

/** 128 bits in 22 characters of base64url, the same whoever makes it, and however often. It tells nobody anything. */
function collapseId({ targetId, roomId, seq }: Delivery): string {
  const hash = createHash('sha256').update('lynk.collapse-id\0').update(uuidBytes(targetId));
  return hash.update(roomPosition({ roomId, seq })).digest().subarray(0, 16).toString('base64url');
}

function deliveryOf({ due: { roomId, seq, userId }, target }: PlannedPush): Delivery {
  return { roomId, seq, userId, targetId: target.id };
}

function keyOf({ targetId, roomId, seq }: Delivery): string {
  return `${targetId} ${roomId} ${seq}`;
}
