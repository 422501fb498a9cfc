import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, without a slash at its end. */
export const PROJECT_ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Something that a person has to do first, as one sentence. */
export class Obstacle extends Error {}

/**
 * Runs the whole of a script: an obstacle ends it with its sentence and exit code 1.
 *
 * @param {() => Promise<void>} work
 */
export async function run(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Obstacle ? error.message : error);
    process.exit(1);
  }
}
