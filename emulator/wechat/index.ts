/**
 * The platform's side of WeChat, written from the protocol alone: it shares no code with the adapter that it
 * tests. It signs for simulated accounts only, whose token the caller gives.
 */
export { sign, type Mode, type SimulatedAccount } from "./account.ts";
export type { FanAction } from "./fan-action.ts";
export { fanMessage, verification, type FanMessage, type PlatformCall } from "./fan-message.ts";
export { readPassiveReply, type SeenReply } from "./passive-reply.ts";
export { createPlatform, type Platform, type PlatformOptions } from "./platform/platform.ts";
export { fileStore, memoryStore, type Store } from "../kit/keep/store.ts";
export type { PlatformAccount } from "./platform/keep/room.ts";
export { httpPush } from "./platform/push/push.ts";
export type { Shown } from "./shown.ts";
