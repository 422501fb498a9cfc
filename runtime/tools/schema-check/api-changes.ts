import { type Change as ApiChange, CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';
import type { Change, Level } from './findings.ts';
import type { SdlPlaces } from './sdl-places.ts';

const LEVELS: Readonly<Record<CriticalityLevel, Level>> = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
};

/** What a change of a type's members is about. */
const MEMBERS = [
  'addedUnionMemberTypeName',
  'removedUnionMemberTypeName',
  'addedInterfaceName',
  'removedInterfaceName',
] as const;

/** What has changed for clients between two APIs. */
export async function apiChanges(
  versions: { base: GraphQLSchema; head: GraphQLSchema },
  places: { base: SdlPlaces; head: SdlPlaces },
): Promise<Change[]> {
  // That a directive is used is told by what it says: a deprecation is a change of its own.
  const found = (await diff(versions.base, versions.head)).filter(({ type }) => !type.startsWith('DIRECTIVE_USAGE'));
  const added = new Set(found.filter(({ type }) => isNew(type)).map(pathOf));
  return found
    .filter((change) => !isPartOf(added, change))
    .map((change) => {
      const { type, message, criticality } = change;
      const path = pathOf(change);
      return {
        contract: 'api',
        level: LEVELS[criticality.level],
        kind: type,
        path,
        message: message.replace(/\s+/g, ' '),
        place: places.head.placeOf(path, places.base),
      };
    });
}

/** Whether a change brings something; a new description of something old does not. */
function isNew(type: string): boolean {
  return type.endsWith('_ADDED') && !type.endsWith('_DESCRIPTION_ADDED') && !type.includes('DEPRECATION');
}

/** Members of a union and interfaces of a type are told apart, so that an approval means one of them. */
function pathOf({ path = '', meta }: ApiChange): string {
  const member = MEMBERS.map((name) => meta[name]).find((value) => typeof value === 'string');
  return member === undefined ? path : `${path}.${member}`;
}

/**
 * What is new brings its parts: one line for all. Nothing but what is safe is left out, and nothing that stands in what
 * merely has a new description.
 */
function isPartOf(added: ReadonlySet<string>, change: ApiChange): boolean {
  if (change.criticality.level !== CriticalityLevel.NonBreaking) return false;
  const path = pathOf(change);
  if (change.type.includes('_DESCRIPTION_')) return added.has(path);
  return path.split('.').some((_, index, parts) => index > 0 && added.has(parts.slice(0, index).join('.')));
}
