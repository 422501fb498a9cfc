import type { RoomLog } from '../room-log.ts';
import type { ScheduleResult } from './schedule.ts';

/** A log that appends at any epoch. */
export function withoutEpoch(log: RoomLog): RoomLog {
  return {
    append: (roomId, event) => log.append(roomId, { ...event, allowedAtEpoch: null }),
    read: (...request) => log.read(...request),
    heads: (...request) => log.heads(...request),
  };
}

/** What went wrong in a schedule, step by step, and how to see it again. */
export function reportOf({ seed, broken, trace }: ScheduleResult): string {
  return [
    `Seed ${seed}; run it again with LYNK_SEED=${seed}.`,
    ...broken,
    'The steps:',
    ...trace.map((step, index) => `${index + 1}. ${step}`),
  ].join('\n');
}
