import { call } from "../../api/call.ts";
import type { Answer, Given } from "../../api/endpoints.ts";

export type FanCard = Answer<"GET /conversations/:id/fan">;
export type Change = Given<"POST /conversations/:id/fan/changes">["body"]["change"];

export const readFan = (id: string, signal: AbortSignal): Promise<FanCard> =>
  call("GET /conversations/:id/fan", { params: { id }, signal });

export const askFan = (id: string): Promise<unknown> =>
  call("POST /conversations/:id/fan/ask", { params: { id } });

export const changeFan = (id: string, change: Change): Promise<unknown> =>
  call("POST /conversations/:id/fan/changes", { params: { id }, body: { change } });

export const dismissChange = (id: string, changeId: string): Promise<unknown> =>
  call("DELETE /conversations/:id/fan/changes/:changeId", { params: { id, changeId } });

export const blockFan = (id: string, reason: string): Promise<unknown> =>
  call("POST /conversations/:id/fan/block", { params: { id }, body: { reason } });

export const unblockFan = (id: string): Promise<unknown> =>
  call("POST /conversations/:id/fan/unblock", { params: { id } });

export const partIdentity = (id: string, mergeId: string): Promise<unknown> =>
  call("POST /conversations/:id/fan/part", { params: { id }, body: { mergeId } });
