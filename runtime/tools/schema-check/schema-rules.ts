import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { Problem } from './findings.ts';
import type { SdlPlaces } from './sdl-places.ts';

interface Element {
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

/**
 * What a contract owes its readers, asked of what is new in the head alone: a description of everything, and deprecations
 * that name what to use instead, in backticks, and the date up to which the old thing stays.
 */
export function ruleProblems(
  versions: { base: GraphQLSchema; head: GraphQLSchema },
  places: { base: SdlPlaces; head: SdlPlaces },
): Problem[] {
  const before = elementsOf(versions.base);
  const problems: Problem[] = [];
  const add = (code: string, coordinate: string, message: string) => {
    const place = places.head.placeOf(coordinate, places.base);
    problems.push({ kind: 'RULE', code, message: `${coordinate} ${message}`, subgraph: null, place });
  };
  for (const [coordinate, { description, deprecationReason }] of elementsOf(versions.head)) {
    const was = before.get(coordinate);
    if (!description && (!was || was.description)) {
      add('DESCRIPTION_MISSING', coordinate, 'has no description: say what it means.');
    }
    if (deprecationReason == null || deprecationReason === was?.deprecationReason) continue;
    if (!/`[^`]+`/.test(deprecationReason) || !/\b\d{4}-\d{2}-\d{2}\b/.test(deprecationReason)) {
      const example = 'Use `Room.topic`. Removed after 2030-01-31.';
      add(
        'DEPRECATION_UNCLEAR',
        coordinate,
        `is deprecated without a replacement in backticks and a date: "${example}"`,
      );
    }
  }
  return problems;
}

/** coordinate → what it says of itself */
function elementsOf(schema: GraphQLSchema): Map<string, Element> {
  const own = Object.values(schema.getTypeMap()).filter(({ name, astNode }) => astNode && !name.startsWith('__'));
  return new Map(own.flatMap((type) => [[type.name, type] as const, ...membersOf(type)]));
}

function membersOf(type: GraphQLNamedType): (readonly [string, Element])[] {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value] as const);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    [`${type.name}.${field.name}`, field] as const,
    ...field.args.map((arg) => [`${type.name}.${field.name}.${arg.name}`, arg] as const),
  ]);
}
