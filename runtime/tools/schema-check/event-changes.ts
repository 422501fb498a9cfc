import { contractChanges } from './contract-diff.ts';
import { type Change, type Place, WrongUsage } from './findings.ts';
import { linesOfJson } from './json-lines.ts';
import { isObject, type JsonSchema } from './json-schema.ts';
import type { SchemaFile } from './schema-version.ts';

/**
 * What has changed in the contracts of the event log between two versions. The rules and their reasons stand in
 * docs/api/schema-checks.md.
 */
export function eventChanges(base: readonly SchemaFile[], head: readonly SchemaFile[]): Change[] {
  const [before, after] = [byTopic(base), byTopic(head)];
  const changes: Change[] = [];
  for (const [topic, { schema, file }] of before) {
    const now = after.get(topic);
    if (!now) {
      changes.push({
        contract: 'events',
        level: 'breaking',
        kind: 'EVENT_TOPIC_REMOVED',
        path: topic,
        message: `The topic ${topic} (${file.file}) is removed: its consumers wait for nothing, and its records of the last 7 days have no contract`,
        // The file itself is gone, and its folder has no lines.
        place: null,
      });
      continue;
    }
    const lines = linesOfJson(now.file.text);
    for (const { kind, level, field, message, pointer } of contractChanges(schema, now.schema)) {
      const path = field === '' ? topic : `${topic}#${field}`;
      changes.push({
        contract: 'events',
        level,
        kind,
        path,
        message: `${path}: ${message}`,
        place: nearest(now.file, lines, pointer),
      });
    }
  }
  for (const [topic, { file }] of after) {
    if (before.has(topic)) continue;
    changes.push({
      contract: 'events',
      level: 'safe',
      kind: 'EVENT_TOPIC_ADDED',
      path: topic,
      message: `The topic ${topic} is new`,
      place: { file: file.file, line: 1 },
    });
  }
  return changes;
}

function byTopic(files: readonly SchemaFile[]): Map<string, { schema: JsonSchema; file: SchemaFile }> {
  return new Map(files.map((file) => [file.name, { schema: parse(file), file }]));
}

function parse({ file, text }: SchemaFile): JsonSchema {
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch (error) {
    throw new WrongUsage(`The event contract ${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (!isObject(schema)) throw new WrongUsage(`The event contract ${file} is not a JSON Schema: it is not an object.`);
  return schema;
}

function nearest({ file }: SchemaFile, lines: ReadonlyMap<string, number>, pointer: readonly string[]): Place {
  for (let length = pointer.length; length > 0; length -= 1) {
    const line = lines.get(pointer.slice(0, length).join('/'));
    if (line !== undefined) return { file, line };
  }
  return { file, line: 1 };
}
