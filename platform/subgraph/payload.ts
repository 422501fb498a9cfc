import { type UserError, UserInputRejected } from '../errors/user-error.ts';

/** A payload's objects when its input was rejected. GraphQL reads what is missing as null. */
type Nothing<Result> = { readonly [Key in keyof Result]: null };

/**
 * Runs a mutation's work and makes its payload: what the work returned with no `userErrors`, or nothing but the
 * `userErrors` of the input that it rejected. Other errors go on as they are.
 */
export async function toPayload<Result extends object, Code extends string>(
  work: () => Promise<Result>,
): Promise<(Result | Nothing<Result>) & { userErrors: UserError<Code>[] }> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (!(error instanceof UserInputRejected)) throw error;
    // The codes are those of the subgraph's own services, which its schema lists.
    const userErrors = error.userErrors as readonly UserError<Code>[];
    return { userErrors: [...userErrors] } as Nothing<Result> & { userErrors: UserError<Code>[] };
  }
}
