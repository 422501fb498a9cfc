/**
 * Why Lynk cannot start or go on, as one sentence for the person at the terminal. It says what is wrong and what to do,
 * without a stack; the process prints it on standard error and exits with code 1.
 */
export class StartupError extends Error {
  override readonly name: string = 'StartupError';
}

/** The data folder belongs to another process that runs. */
export class FolderInUse extends StartupError {}

/** The `code` of a system error (`ENOSPC`, `EADDRINUSE`, …), or undefined when it is not one. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The sentence for a disk without room, wherever it was noticed. */
export function diskFull(folder: string, cause?: unknown): StartupError {
  return new StartupError(
    `The disk that holds the data folder ${folder} is full: free some space and start again; nothing was damaged.`,
    { cause },
  );
}

/**
 * Turns a fault of the file system under the data folder into its sentence.
 *
 * @returns a StartupError for the faults that a person can mend; anything else as it came, since it is a fault of ours
 */
export function explainFileError(error: unknown, folder: string): unknown {
  switch (systemErrorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return diskFull(folder, error);
    case 'EACCES':
    case 'EPERM':
      return new StartupError(
        `The data folder ${folder} is not writable: give this user the right to write there, or set LYNK_DATA_DIR to another folder.`,
        { cause: error },
      );
    case 'EROFS':
      return new StartupError(
        `The data folder ${folder} is on a read-only file system: set LYNK_DATA_DIR to a folder that can be written.`,
        { cause: error },
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartupError(
        `The data folder ${folder} cannot be made, since a file stands in its way: move the file, or set LYNK_DATA_DIR to another folder.`,
        { cause: error },
      );
    default:
      return error;
  }
}
