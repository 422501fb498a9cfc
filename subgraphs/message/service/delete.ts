import { forbidden } from '#platform/errors/errors.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import type { MessageKey } from '#platform/ids/ids.ts';
import type { Message } from '../store/store.ts';
import type { WriteGrant } from './access.ts';
import { type WritingDependencies, writeAbout } from './writing.ts';

/** Empties messages for good. */
export class DeleteMessage {
  readonly #dependencies: WritingDependencies;

  constructor(dependencies: WritingDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Empties a message and leaves its place marked. One that is deleted already stays as it is.
   *
   * @returns what is left of it
   * @throws LynkError NOT_FOUND; FORBIDDEN to whom {@link mayDelete} does not let; SERVICE_UNAVAILABLE
   */
  async delete(viewer: UserIdentity, key: MessageKey): Promise<Message> {
    return writeAbout(this.#dependencies, viewer, key, (message, grant) => {
      if (!mayDelete(viewer, message, grant)) throw forbidden('You can delete your own messages only.');
      return message.deletedAt === null ? { type: 'message.deleted', messageSeq: key.seq } : null;
    });
  }
}

/** The sender may, owners and moderators of the room may, and the platform's moderators in rooms that they are in. */
function mayDelete(viewer: UserIdentity, message: Message, grant: WriteGrant): boolean {
  return message.senderId === viewer.userId || grant.role !== 'MEMBER' || viewer.role !== 'USER';
}
