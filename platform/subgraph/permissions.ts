import { defaultFieldResolver, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { forbidden, unauthenticated } from '../errors/errors.ts';
import { type Identity, type Role, roleOf } from '../identity/identity.ts';

/**
 * Who may use what: `Type.field` → the names of those who may. Deny by default, no wildcards. It mentions every root field
 * and every `@viewer` field of its subgraph and nothing else; finer rules stand in `service/`.
 */
export type PermissionMap = Readonly<Record<string, readonly Role[]>>;

const ROOT_TYPES = new Set(['Query', 'Mutation', 'Subscription']);
const FEDERATION_FIELDS = new Set(['_entities', '_service']);

/**
 * Puts the map's checks in front of the resolvers of a subgraph.
 *
 * @throws Error when the map forgets a guarded field or mentions one that does not exist: the subgraph does not start
 */
export function enforcePermissions(schema: GraphQLSchema, permissions: PermissionMap): void {
  const unknown = new Set(Object.keys(permissions));
  for (const { path, type, field } of eachGuarded(schema)) {
    const allowed = permissions[path];
    if (!allowed) throw new Error(`permissions.ts does not mention ${path}.`);
    unknown.delete(path);
    guard(type, field, new Set(allowed));
  }
  if (unknown.size > 0)
    throw new Error(`permissions.ts mentions ${[...unknown].join(', ')}, which the schema does not have.`);
}

/** The fields that a permission map must mention: root fields and fields marked `@viewer`. */
function* eachGuarded(schema: GraphQLSchema) {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!('getFields' in type) || 'getTypes' in type || !('isTypeOf' in type)) continue;
    const isRoot = ROOT_TYPES.has(type.name);
    for (const field of Object.values(type.getFields())) {
      const marked = field.astNode?.directives?.some((directive) => directive.name.value === 'viewer') ?? false;
      if ((isRoot && !FEDERATION_FIELDS.has(field.name)) || marked)
        yield { path: `${type.name}.${field.name}`, type, field };
    }
  }
}

function guard(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, { identity: Identity }>,
  allowed: ReadonlySet<Role>,
) {
  const check = (identity: Identity) => {
    if (allowed.has(roleOf(identity))) return;
    throw identity.kind === 'anonymous' ? unauthenticated() : forbidden();
  };
  // A subscription is guarded where it begins; its events are what the beginning allowed.
  const key = type.name === 'Subscription' ? 'subscribe' : 'resolve';
  const inner = field[key] ?? defaultFieldResolver;
  field[key] = (source, args, context, info) => {
    check(context.identity);
    return inner(source, args, context, info);
  };
}
