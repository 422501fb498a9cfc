import { parseArgs } from 'node:util';
import type { DeadLetter, DeadLetters } from '#platform/event-log/dead-letters.ts';
import { StartupError } from '../../startup-error.ts';

const USAGE = `Usage: npm run dead-letters -- ACTION [RECORD-ID]... [OPTION]...
  list                    what groups of consumers have given up
  show RECORD-ID...       all that is known of some; with --payload what they say, too
  replay RECORD-ID...     gives them back to their group, and to no other
  discard RECORD-ID...    throws them away
With --all instead of ids: all of them, of --group GROUP and --topic TOPIC if these are given.
With --kafka: those of the real servers (LYNK_KAFKA, LYNK_SECRETS_DIR, LYNK_TLS_DIR), as the account "operator".`;

const ACTIONS = ['list', 'show', 'replay', 'discard'] as const;

/** What somebody wants done with which dead letters. */
export interface DeadLetterCommand {
  readonly action: (typeof ACTIONS)[number];
  readonly recordIds: ReadonlySet<string>;
  readonly all: boolean;
  readonly group: string | undefined;
  readonly topic: string | undefined;
  readonly payload: boolean;
  /** Whether those of the real servers are meant. */
  readonly kafka: boolean;
}

/** Reads what was written behind the name of the command. @throws StartupError that says how to write it */
export function readCommand(args: readonly string[]): DeadLetterCommand {
  const { values, positionals } = parse(args);
  const [name, ...recordIds] = positionals;
  const action = ACTIONS.find((known) => known === name);
  const { all, group, topic, payload, kafka } = values;
  // Nothing is ever done to all of them because somebody forgot to say which.
  const isAimed = action === 'list' ? recordIds.length === 0 && !all : recordIds.length > 0 !== all;
  if (!action || !isAimed) throw new StartupError(USAGE);
  return { action, recordIds: new Set(recordIds.map((id) => id.toLowerCase())), all, group, topic, payload, kafka };
}

/** Does it. @param print is given one line at a time */
export async function carryOut(
  command: DeadLetterCommand,
  deadLetters: DeadLetters,
  print: (line: string) => void,
): Promise<void> {
  const letters = await find(command, deadLetters);
  if (letters.length === 0) return print('There are no such dead letters.');
  switch (command.action) {
    case 'list':
      for (const letter of letters) print(lineOf(letter));
      return;
    case 'show':
      for (const letter of letters) print(JSON.stringify(describe(letter, command.payload), null, 2));
      return;
    default:
      for (const [group, ids] of byGroup(letters)) {
        const count = await deadLetters[command.action](group, ids);
        print(`${group}: ${count} ${command.action === 'replay' ? 'replayed' : 'discarded'}`);
      }
  }
}

async function find(command: DeadLetterCommand, deadLetters: DeadLetters): Promise<DeadLetter[]> {
  const groups = await deadLetters.groups();
  if (command.group !== undefined && !groups.includes(command.group)) {
    throw new StartupError(`There is no group ${command.group}, but ${groups.join(', ') || 'none'}.`);
  }
  const found: DeadLetter[] = [];
  for (const group of command.group === undefined ? groups : [command.group]) {
    for (const letter of await deadLetters.list(group)) {
      if (command.topic !== undefined && letter.record.topic !== command.topic) continue;
      if (command.recordIds.size === 0 || command.recordIds.has(letter.record.id)) found.push(letter);
    }
  }
  return found;
}

function parse(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  try {
    const options = { all: flag, payload: flag, kafka: flag, group: text, topic: text };
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    throw new StartupError(USAGE, { cause });
  }
}

const timeOf = (ms: number) => new Date(ms).toISOString();

function lineOf({ group, record, attempts, reason, diedAt }: DeadLetter): string {
  const { id, topic, key } = record;
  return `${timeOf(diedAt)}  ${group}  ${topic}  ${id}  key ${key}  ${attempts} attempts  ${reason}`;
}

function describe({ group, record, attempts, reason, diedAt }: DeadLetter, withPayload: boolean): object {
  const { payload, occurredAt, ...rest } = record;
  const told = { group, ...rest, occurredAt: timeOf(occurredAt), diedAt: timeOf(diedAt), attempts, reason };
  return withPayload ? { ...told, payload } : told;
}

function byGroup(letters: readonly DeadLetter[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { group, record } of letters) ids.set(group, [...(ids.get(group) ?? []), record.id]);
  return ids;
}
