import { type ASTNode, type DefinitionNode, parse, Source } from 'graphql';
import type { Place } from './findings.ts';
import type { SchemaFile, SchemaVersion } from './schema-version.ts';

interface Definition extends Place {
  /** The name of the file's subgraph. */
  readonly name: string;
  /** Several subgraphs may define a type; the one that describes it is the one to look at. */
  readonly isDescribed: boolean;
}

/**
 * Where things stand in the SDL of a version.
 *
 * Coordinates are those of the changes: `Room`, `Room.messages`, `Room.messages.first`, `RoomKind.GROUP`, `@viewer`.
 */
export class SdlPlaces {
  /** coordinate → where it is defined, in the order of the files */
  readonly #definitions = new Map<string, Definition[]>();
  readonly #files: readonly SchemaFile[];

  constructor({ subgraphs, api }: SchemaVersion) {
    this.#files = subgraphs.length > 0 ? subgraphs : api ? [api] : [];
    for (const file of this.#files) {
      for (const definition of definitionsOf(file)) this.#add(file, definition, '');
    }
  }

  /**
   * The place of a coordinate, or of the nearest thing around it that is there. What was removed stood in one of the
   * base's files: the file of that name is preferred.
   */
  placeOf(coordinate: string, base: SdlPlaces): Place | null {
    const before = base.#definitions.get(coordinate)?.[0]?.name;
    for (let at = coordinate; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      const found = this.#definitions.get(at);
      const best =
        found?.find(({ name }) => name === before) ?? found?.find(({ isDescribed }) => isDescribed) ?? found?.[0];
      if (best) return { file: best.file, line: best.line };
    }
    const file = this.#files.find(({ name }) => name === before) ?? (before === undefined ? this.#files[0] : undefined);
    return file ? { file: file.file, line: 1 } : null;
  }

  #add(file: SchemaFile, node: ASTNode, parent: string): void {
    if (!('name' in node) || typeof node.name !== 'object' || !node.loc) return;
    const name = node.kind === 'DirectiveDefinition' ? `@${node.name.value}` : node.name.value;
    const coordinate = parent === '' ? name : `${parent}.${name}`;
    const definition = {
      name: file.name,
      file: file.file,
      // Not where its description begins.
      line: node.name.loc?.startToken.line ?? node.loc.startToken.line,
      isDescribed: 'description' in node && node.description !== undefined,
    };
    this.#definitions.set(coordinate, [...(this.#definitions.get(coordinate) ?? []), definition]);
    for (const child of childrenOf(node)) this.#add(file, child, coordinate);
  }
}

function definitionsOf(file: SchemaFile): readonly DefinitionNode[] {
  try {
    return parse(new Source(file.text, file.file)).definitions;
  } catch {
    // The composition has said so already.
    return [];
  }
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  return [
    ...('fields' in node ? (node.fields ?? []) : []),
    ...('values' in node && node.kind !== 'ListValue' ? (node.values ?? []) : []),
    ...('arguments' in node ? (node.arguments ?? []) : []),
    ...('types' in node ? (node.types ?? []) : []),
  ].filter((child) => 'name' in child);
}
