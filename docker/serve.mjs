import { main } from "../dist/src/main.js";

await main();
