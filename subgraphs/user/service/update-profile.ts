import type { Attachments } from '#platform/attachments/attachments.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { notFound } from '#platform/errors/errors.ts';
import { rejectIfAny, type UserError, UserInputRejected, userError } from '#platform/errors/user-error.ts';
import { displayNameFault, linesFault } from '#platform/text/personal-text.ts';
import { userPicture } from '../events.ts';
import type { Profile, UserStore } from '../store/store.ts';
import type { Profiles } from './profiles.ts';

/** The longest `bio`, in characters as people count them, and in bytes of UTF-8. */
const BIO_LIMITS = { graphemes: 500, bytes: 8_000 };

/** What a person wants to change. `undefined` leaves as it is, null empties. */
export interface ProfileWish {
  readonly displayName?: string | null | undefined;
  readonly bio?: string | null | undefined;
  /** UUID of an attachment. */
  readonly pictureId?: string | null | undefined;
}

/** Changes people's own profiles. */
export class UpdateProfile {
  readonly #store: UserStore;
  readonly #profiles: Profiles;
  readonly #attachments: Attachments;
  readonly #clock: Clock;

  constructor(options: { store: UserStore; profiles: Profiles; attachments: Attachments; clock: Clock }) {
    this.#store = options.store;
    this.#profiles = options.profiles;
    this.#attachments = options.attachments;
    this.#clock = options.clock;
  }

  /**
   * Changes a profile in the parts that are given, all or nothing.
   *
   * @param userId UUID of the person who asks
   * @throws UserInputRejected with every fault of the input
   */
  async update(userId: string, wish: ProfileWish): Promise<Profile> {
    rejectIfAny(faults(wish));
    const { displayName, bio, pictureId } = wish;
    const change = {
      ...(displayName != null && { displayName }),
      ...(bio !== undefined && { bio: bio === '' ? null : bio }),
      ...(pictureId !== undefined && { pictureId }),
    };
    const profile = await this.#profiles.findOne(userId);
    if (profile && pictureId != null && pictureId !== profile.pictureId) await this.#claim(userId, pictureId);
    const tell = (replacedPictureId: string | null) =>
      userPicture(userId, { pictureId: pictureId ?? null, replacedPictureId }, this.#clock.now());
    const changed = profile && (await this.#store.updateProfile(userId, change, tell));
    if (!changed) throw notFound('Your account does not exist any more.');
    return changed;
  }

  async #claim(userId: string, pictureId: string): Promise<void> {
    const holder = `profile ${userId}`;
    const claim = { use: 'PROFILE_PICTURE', holder, ownerId: userId, roomId: null, ids: [pictureId] } as const;
    if (await this.#attachments.claim(claim)) return;
    const message = 'The picture is not there (any more), not yours, no profile picture, or was in use already.';
    throw new UserInputRejected([userError('PICTURE_INVALID', message, 'pictureId')]);
  }
}

function faults({ displayName, bio }: ProfileWish): (UserError<'DISPLAY_NAME_INVALID' | 'BIO_INVALID'> | null)[] {
  const nameFault = displayName === undefined ? null : displayNameFault(displayName ?? '');
  const bioFault = bio == null ? null : linesFault(bio, BIO_LIMITS);
  return [
    nameFault === null ? null : userError('DISPLAY_NAME_INVALID', nameFault, 'displayName'),
    bioFault === null ? null : userError('BIO_INVALID', bioFault, 'bio'),
  ];
}
