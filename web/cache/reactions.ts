/** The reactions of one kind on a message. A shared live stream does not say whether the viewer has reacted. */
export interface StoredReaction {
  readonly __typename?: 'ReactionGroup';
  readonly emoji: string;
  readonly count: number;
  readonly viewerHasReacted?: boolean;
}

/** The newest reactions; whether the viewer is among them is kept where the news does not say. */
export function mergeReactions(
  existing: readonly StoredReaction[] | undefined,
  incoming: readonly StoredReaction[],
): readonly StoredReaction[] {
  return incoming.map((group) => {
    const known = existing?.find(({ emoji }) => emoji === group.emoji);
    return { ...group, viewerHasReacted: group.viewerHasReacted ?? known?.viewerHasReacted ?? false };
  });
}

/** The viewer's own reaction, which it may have given or taken back on another device. */
export function withOwnReaction(
  groups: readonly StoredReaction[],
  emoji: string,
  viewerHasReacted: boolean,
): readonly StoredReaction[] {
  return groups.map((group) => (group.emoji === emoji ? { ...group, viewerHasReacted } : group));
}

/** What the reactions will be once the server has taken the viewer's. */
export function expectedReactions(
  groups: readonly StoredReaction[],
  emoji: string,
  viewerHasReacted: boolean,
): readonly StoredReaction[] {
  const group = groups.find((known) => known.emoji === emoji);
  if (!group)
    return viewerHasReacted ? [...groups, { __typename: 'ReactionGroup', emoji, count: 1, viewerHasReacted }] : groups;
  if (group.viewerHasReacted === viewerHasReacted) return groups;
  const count = group.count + (viewerHasReacted ? 1 : -1);
  return groups.flatMap((known) =>
    known !== group ? [known] : count > 0 ? [{ ...known, count, viewerHasReacted }] : [],
  );
}
