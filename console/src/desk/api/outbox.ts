import { call } from "../../api/call.ts";
import { timed } from "./moments.ts";
import type { Unknowns } from "./wire.ts";

type Place = { readonly conversationId: string; readonly seq: number };
/** As many as one call may name. */
const PLACES_MAX = 100;
const places = (items: readonly Place[]): Place[] =>
  items.map(({ conversationId, seq }) => ({ conversationId, seq }));

/** 可能已发送, in all my conversations, the oldest first; and with how many something could be done in all. */
export const readUnknown = async (): Promise<Unknowns> => timed(await call("GET /outbox/unknown"));

async function inPieces(items: readonly Place[], act: (items: Place[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += PLACES_MAX) {
    await act(places(items.slice(from, from + PLACES_MAX)));
  }
}

/** 确认已发. */
export const confirmSends = (items: readonly Place[]): Promise<void> =>
  inPieces(items, (some) => call("POST /outbox/confirm", { body: { items: some } }));

/** 重新发送, as new messages behind what was said since. */
export const resend = (items: readonly Place[]): Promise<void> =>
  inPieces(items, (some) => call("POST /outbox/resend", { body: { items: some } }));

/** All of mine, as I was told them; refused where they are others by now. */
export const confirmAll = (mark: string): Promise<unknown> =>
  call("POST /outbox/confirm", { body: { all: mark } });
export const resendAll = (mark: string): Promise<unknown> =>
  call("POST /outbox/resend", { body: { all: mark } });
