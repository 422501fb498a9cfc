import { expect, test } from 'vitest';
import { expectedReactions, mergeReactions, withOwnReaction } from './reactions.ts';

const mine = { emoji: '👍', count: 2, viewerHasReacted: true };

test('news that do not say whether the viewer has reacted keep what is known', () => {
  expect(
    mergeReactions(
      [mine],
      [
        { emoji: '👍', count: 3 },
        { emoji: '🎉', count: 1 },
      ],
    ),
  ).toEqual([
    { emoji: '👍', count: 3, viewerHasReacted: true },
    { emoji: '🎉', count: 1, viewerHasReacted: false },
  ]);
});

test('the own reaction of another device is noticed', () => {
  expect(withOwnReaction([mine], '👍', false)).toEqual([{ ...mine, viewerHasReacted: false }]);
});

test('a reaction is expected before the server has answered, and taken back', () => {
  expect(expectedReactions([], '🎉', true)).toEqual([
    { __typename: 'ReactionGroup', emoji: '🎉', count: 1, viewerHasReacted: true },
  ]);
  expect(expectedReactions([mine], '👍', false)).toEqual([{ ...mine, count: 1, viewerHasReacted: false }]);
  expect(expectedReactions([{ ...mine, count: 1 }], '👍', false)).toEqual([]);
  expect(expectedReactions([mine], '👍', true)).toEqual([mine]);
});
