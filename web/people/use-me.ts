import { useQuery } from '@apollo/client/react';
import { ME } from '../documents/session.ts';
import type { PersonNameFragment } from '../gql/graphql.ts';

/** The viewer, as others see it. Null until it is known. */
export function useMe(): PersonNameFragment | null {
  const { data } = useQuery(ME);
  return data?.viewer?.user ?? null;
}
