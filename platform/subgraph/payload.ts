import { type UserError, UserInputRejected } from '../errors/user-error.ts';

/**
 * Runs a mutation's work and makes its payload: what the work returned with no `userErrors`, or nothing but the
 * `userErrors` of the input that it rejected. Other errors go on as they are.
 */
export async function toPayload<Result extends object>(
  work: () => Promise<Result>,
): Promise<(Result | Record<never, never>) & { userErrors: UserError[] }> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (error instanceof UserInputRejected) return { userErrors: [...error.userErrors] };
    throw error;
  }
}
