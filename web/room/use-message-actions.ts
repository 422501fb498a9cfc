import { useMutation } from '@apollo/client/react';
import { expectedReactions } from '../cache/reactions.ts';
import { ADD_REACTION, DELETE_MESSAGE, EDIT_MESSAGE, REMOVE_REACTION } from '../documents/messages.ts';
import { useNotice } from '../shell/notices.tsx';
import type { RoomMessage } from './pages.ts';

interface Payload {
  readonly userErrors: readonly { readonly message: string }[];
}

const FAILED = 'That did not work. Please check your connection and try again.';

/** What can be done with a message. Each shows its result at once, and takes it back with a notice when it fails. */
export function useMessageActions(message: RoomMessage) {
  const [editMessage] = useMutation(EDIT_MESSAGE);
  const [deleteMessage] = useMutation(DELETE_MESSAGE);
  const [addReaction] = useMutation(ADD_REACTION);
  const [removeReaction] = useMutation(REMOVE_REACTION);
  const notice = useNotice();
  const { id } = message;

  const tell = async (asked: Promise<{ data?: Readonly<Record<string, unknown>> | null | undefined }>) => {
    try {
      const [payload] = Object.values((await asked).data ?? {}) as (Payload | null)[];
      const problem = payload ? payload.userErrors[0]?.message : FAILED;
      if (problem) notice(problem);
    } catch {
      notice(FAILED);
    }
  };

  return {
    edit: (body: string) =>
      tell(
        editMessage({
          variables: { input: { messageId: id, body } },
          optimisticResponse: {
            editMessage: {
              message: { __typename: 'Message', id, body, editedAt: new Date().toISOString() },
              userErrors: [],
            },
          },
        }),
      ),
    remove: () =>
      tell(
        deleteMessage({
          variables: { messageId: id },
          optimisticResponse: {
            deleteMessage: {
              message: { __typename: 'Message', id, body: null, deletedAt: new Date().toISOString() },
              userErrors: [],
            },
          },
        }),
      ),
    react: (emoji: string, hasReacted: boolean) => {
      const reactions = expectedReactions(message.reactions, emoji, hasReacted).map((group) => ({
        ...group,
        __typename: 'ReactionGroup' as const,
        viewerHasReacted: group.viewerHasReacted ?? false,
      }));
      const payload = { message: { __typename: 'Message' as const, id, reactions }, userErrors: [] };
      const variables = { input: { messageId: id, emoji } };
      return tell(
        hasReacted
          ? addReaction({ variables, optimisticResponse: { addReaction: payload } })
          : removeReaction({ variables, optimisticResponse: { removeReaction: payload } }),
      );
    },
  };
}
