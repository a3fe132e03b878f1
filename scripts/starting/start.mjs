import { importBuilt, prepare } from "../prepare/index.mjs";
import { exitWith } from "../prepare/step-failure.mjs";

/**
 * `npm start`: installs and builds what is missing, then becomes the server: in
 * this very process, so that a signal to npm reaches it.
 */
export async function start() {
  try {
    await prepare();
    const { main } = await importBuilt("src/main.js");
    await main();
  } catch (error) {
    exitWith(error);
  }
}
