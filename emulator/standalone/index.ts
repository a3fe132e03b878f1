/** Both platforms by themselves, for any bridge: as a library, and behind `npm run emulator`. */
export { openHouse, type House, type HouseOptions } from "./open.ts";
export { Setup } from "./setup.ts";
