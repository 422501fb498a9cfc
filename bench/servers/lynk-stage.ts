/** What the subgraphs of the bench have made ready for a gateway and its viewers. */
export interface LynkStage {
  /** Holds the keys that tokens are signed with. */
  readonly folder: string;
  /** Subgraph → address. */
  readonly urls: Readonly<Record<string, string>>;
  /** Access tokens of the people; all of them are members of all rooms. */
  readonly tokens: readonly string[];
  /** IDs of the rooms. */
  readonly rooms: readonly string[];
  /** Whether the subgraphs are only asked what was not asked before. */
  readonly isRemembered?: boolean;
}

/** What the bench asks the subgraphs' process. */
export type SubgraphsCommand =
  | { readonly type: 'set-up'; readonly people: number; readonly rooms: number }
  | { readonly type: 'publish'; readonly room: number; readonly body: string };
