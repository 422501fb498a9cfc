import type { Profiles as ProfilesPort } from '#platform/profiles/profiles.ts';
import type { Profiles } from './profiles.ts';

/** Tells other subgraphs how people are called. */
export class NameDirectory implements ProfilesPort {
  readonly #profiles: Profiles;

  constructor(options: { profiles: Profiles }) {
    this.#profiles = options.profiles;
  }

  async displayNames(userIds: readonly string[]): Promise<readonly (string | null)[]> {
    const found = await this.#profiles.find(userIds);
    return found.map((profile) => {
      if (profile instanceof Error) throw profile;
      return profile === null ? null : profile.displayName;
    });
  }
}
