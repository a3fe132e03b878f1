/**
 * The platform's side of Weibo's fans service, written from the protocol alone: it shares no code with the adapter
 * that it tests. It signs for simulated accounts only, whose secret the caller gives.
 */
export { sign, type SimulatedAccount } from "./account.ts";
export type { FanAction } from "./fan-action.ts";
export { fanPush, verification, type FanPush, type PlatformCall } from "./fan-push.ts";
export { readPassiveReply, type SeenReply } from "./passive-reply.ts";
export { createPlatform, type Platform, type PlatformOptions } from "./platform/platform.ts";
export type { Person, PublicDeed } from "./square/post.ts";
export { OPEN_LIMITS, type OpenLimits } from "./open-api/rates.ts";
export type { PlatformAccount } from "./platform/room.ts";
export { httpPush, type Push } from "./platform/push.ts";
