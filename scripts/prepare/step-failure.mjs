/** A step that a person has to mend. Its message is the whole story: no stack is shown. */
export class StepFailure extends Error {}

/**
 * The end of a script that could not go on: a clear line for what a person can
 * mend, everything for what is our own mistake.
 * @param {unknown} error
 * @returns {never}
 */
export function exitWith(error) {
  console.error(error instanceof StepFailure ? error.message : error);
  process.exit(1);
}
