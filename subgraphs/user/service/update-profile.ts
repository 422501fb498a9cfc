import { notFound } from '#platform/errors/errors.ts';
import { rejectIfAny, type UserError, userError } from '#platform/errors/user-error.ts';
import { displayNameFault, linesFault } from '#platform/text/personal-text.ts';
import type { Profile, UserStore } from '../store/store.ts';
import type { Profiles } from './profiles.ts';

/** The longest `bio`, in characters as people count them, and in bytes of UTF-8. */
const BIO_LIMITS = { graphemes: 500, bytes: 8_000 };

/** What a person wants to change. `undefined` leaves as it is, null empties. */
export interface ProfileWish {
  readonly displayName?: string | null | undefined;
  readonly bio?: string | null | undefined;
}

/** Changes people's own profiles. */
export class UpdateProfile {
  readonly #store: UserStore;
  readonly #profiles: Profiles;

  constructor(options: { store: UserStore; profiles: Profiles }) {
    this.#store = options.store;
    this.#profiles = options.profiles;
  }

  /**
   * Changes a profile in the parts that are given, all or nothing.
   *
   * @param userId UUID of the person who asks
   * @throws UserInputRejected with every fault of the input
   */
  async update(userId: string, wish: ProfileWish): Promise<Profile> {
    rejectIfAny(faults(wish));
    const { displayName, bio } = wish;
    const change = {
      ...(displayName != null && { displayName }),
      ...(bio !== undefined && { bio: bio === '' ? null : bio }),
    };
    const changed = (await this.#profiles.findOne(userId)) && (await this.#store.updateProfile(userId, change));
    if (!changed) throw notFound('Your account does not exist any more.');
    return changed;
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
