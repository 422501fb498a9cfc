/** Where something stands in a text file. `line` is 1-based. */
export interface Place {
  /** As it is shown: relative to the current folder, with `/` between its parts. */
  readonly file: string;
  readonly line: number;
}

/** How much a change asks of those who rely on a contract. */
export type Level = 'breaking' | 'dangerous' | 'safe';

/** A difference between the base and the head. `kind` and `path` together name it, in approvals too. */
export interface Change {
  /** Whose contract it is: that of the clients, or that of the subgraphs among themselves. */
  readonly contract: 'api' | 'events';
  readonly level: Level;
  /** Stable, in capitals, such as `FIELD_REMOVED`. */
  readonly kind: string;
  /** What has changed: `Room.topic`, or `room.message#seq` for the field of an event. */
  readonly path: string;
  readonly message: string;
  /** Where it stands in the head; what was removed has the place of what it stood in. Null when nothing of that is left. */
  readonly place: Place | null;
}

/** What is wrong with the head by itself. */
export interface Problem {
  readonly kind: 'COMPOSITION' | 'RULE';
  /** Stable, in capitals: of the composition (`INVALID_GRAPHQL`, …) or of the rule. */
  readonly code: string;
  readonly message: string;
  /** The subgraph at fault, null when it is none or several. */
  readonly subgraph: string | null;
  readonly place: Place | null;
}

/** The command was called in a way, or on files, that it can do nothing with. Its message is one sentence for a person. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}
