import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type FieldDefinitionNode, Kind, parse } from 'graphql';
import { PROJECT_ROOT } from '#runtime/project-root.ts';

const ROOT_TYPES = new Set(['Query', 'Mutation', 'Subscription']);

/** The fields of the committed supergraph that somebody must be allowed: root fields and `@viewer` fields, as `Type.field`. */
export function guardedFieldsOfSupergraph(): string[] {
  const document = parse(readFileSync(path.join(PROJECT_ROOT, 'schema', 'supergraph.graphql'), 'utf8'));
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const type = definition.name.value;
    const guarded = (definition.fields ?? []).filter((field) => ROOT_TYPES.has(type) || isMarked(field));
    return guarded.map((field) => `${type}.${field.name.value}`);
  });
}

function isMarked(field: FieldDefinitionNode): boolean {
  return field.directives?.some((directive) => directive.name.value === 'viewer') ?? false;
}
