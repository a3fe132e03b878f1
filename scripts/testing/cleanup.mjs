/**
 * What is to be undone at the end of a run, last made first.
 * @typedef {object} Cleanup
 * @property {(undo: () => Promise<void>) => void} add
 * @property {() => Promise<void>} run once; further calls wait for the first
 */

/** @returns {Cleanup} */
export function createCleanup() {
  /** @type {(() => Promise<void>)[]} */
  const undos = [];
  /** @type {Promise<void> | undefined} */
  let running;
  return {
    add: (undo) => void undos.push(undo),
    run: () => (running ??= runAll(undos)),
  };
}

/**
 * Also when the run is ended by a signal.
 * @param {Cleanup} cleanup
 */
export function cleanUpOnSignals(cleanup) {
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    const exit = () => process.exit(signal === "SIGINT" ? 130 : 143);
    cleanup.run().then(exit, exit);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** One that fails does not keep the others from being undone. @param {(() => Promise<void>)[]} undos */
async function runAll(undos) {
  for (const undo of undos.toReversed()) {
    await undo().catch((error) => console.error(error));
  }
}
