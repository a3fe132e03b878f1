import { prepare } from "../scripts/prepare/index.mjs";

// Compiles with types looked at, and builds the console.
await prepare();
