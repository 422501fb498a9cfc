/** Something that a person can correct: becomes an entry of `userErrors` in a payload. */
export interface UserError<Code extends string = string> {
  /** A value of the subgraph's `UserErrorCode`. */
  readonly code: Code;
  /** What is wrong and what to do, in English. */
  readonly message: string;
  /** The path to the field at fault, below `input`. */
  readonly field: readonly string[] | null;
}

/** Thrown by a service when an input must be corrected. Nothing was changed when it is thrown. */
export class UserInputRejected<Code extends string = string> extends Error {
  override readonly name = 'UserInputRejected';

  constructor(readonly userErrors: readonly UserError<Code>[]) {
    super(userErrors.map((error) => error.message).join(' '));
  }
}

/** Shorthand for one {@link UserError}. `field` is a path below `input`, or null when no single field is at fault. */
export function userError<Code extends string>(code: Code, message: string, ...field: string[]): UserError<Code> {
  return { code, message, field: field.length > 0 ? field : null };
}

/** Throws {@link UserInputRejected} when there is anything to correct; all faults are told together. */
export function rejectIfAny<Code extends string>(errors: readonly (UserError<Code> | null | undefined)[]): void {
  const found = errors.filter((error): error is UserError<Code> => error != null);
  if (found.length > 0) throw new UserInputRejected(found);
}
