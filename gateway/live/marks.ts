import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { LIVE_DIRECTIVE, REPLAY_ARGUMENT, VIEWER_DIRECTIVE } from './contract.ts';

/**
 * Whether an operation selects a field whose value depends on who asks. A field of an interface counts when any type that
 * implements it marks its own.
 *
 * @param schema whose fields carry their directives
 */
export function selectsViewerField(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field() {
        const field = types.getFieldDef();
        const parent = getNamedType(types.getParentType());
        if (!field || found) return;
        found =
          isMarked(field) || implementationsOf(schema, parent).some((type) => isMarked(type.getFields()[field.name]));
      },
    }),
  );
  return found;
}

/** The Query field that `@live(replay:)` names for a subscription field; null when the field is not marked. */
export function replayFieldOf(schema: GraphQLSchema, subscriptionField: string): string | null {
  const field = schema.getSubscriptionType()?.getFields()[subscriptionField];
  const directive = field?.astNode?.directives?.find(({ name }) => name.value === LIVE_DIRECTIVE);
  const value = directive?.arguments?.find(({ name }) => name.value === REPLAY_ARGUMENT)?.value;
  return value?.kind === 'StringValue' ? value.value : null;
}

function isMarked(field: GraphQLField<unknown, unknown> | undefined): boolean {
  return field?.astNode?.directives?.some(({ name }) => name.value === VIEWER_DIRECTIVE) ?? false;
}

function implementationsOf(schema: GraphQLSchema, type: unknown) {
  if (!isInterfaceType(type) || !isAbstractType(type)) return [];
  return schema.getPossibleTypes(type).filter(isObjectType);
}
