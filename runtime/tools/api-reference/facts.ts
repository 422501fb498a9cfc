import { Kind, type ObjectTypeDefinitionNode, type ObjectTypeExtensionNode, parse } from 'graphql';
import type { PermissionMap } from '#platform/subgraph/permissions.ts';

/** What is known of a field besides what the API says of it. */
export interface FieldFacts {
  /** Whether its value depends on who asks. */
  readonly isViewers: boolean;
  /** Who may; null when everybody may who sees the object that it is of. */
  readonly roles: readonly string[] | null;
}

/** A subgraph as far as the reference needs it. */
export interface SubgraphSource {
  readonly sdl: string;
  readonly permissions: PermissionMap;
}

/** Shared executions are no clients: what they may is not of the API. */
const INTERNAL_ROLES = new Set(['audience', 'service']);

/** Collects, from the subgraphs, what the API does not tell: `Type.field` → its facts. */
export function fieldFacts(subgraphs: readonly SubgraphSource[]): ReadonlyMap<string, FieldFacts> {
  const facts = new Map<string, FieldFacts>();
  for (const { sdl, permissions } of subgraphs) {
    for (const type of parse(sdl).definitions.filter(isObject)) {
      for (const field of type.fields ?? []) {
        const path = `${type.name.value}.${field.name.value}`;
        const known = facts.get(path);
        const roles = permissions[path]?.filter((role) => !INTERNAL_ROLES.has(role)) ?? null;
        facts.set(path, {
          isViewers:
            known?.isViewers || (field.directives ?? []).some((directive) => directive.name.value === 'viewer'),
          roles: known?.roles ?? roles,
        });
      }
    }
  }
  return facts;
}

function isObject(node: { readonly kind: string }): node is ObjectTypeDefinitionNode | ObjectTypeExtensionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}
