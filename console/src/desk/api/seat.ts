import { call } from "../../api/call.ts";
import type { Answer } from "../../api/endpoints.ts";
import { timed } from "./moments.ts";

export const REJECT_REASONS = ["busy", "not_my_field", "language", "other"] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** A seat to sign in on; whose it is now, where it is taken. */
export type SeatChoice = { readonly id: string; readonly number: string; readonly takenBy: string | null };

export const readSeats = async (): Promise<readonly SeatChoice[]> => (await call("GET /seat/choices")).items;

export const signOn = (seatId: string, presence: "ready" | "not_ready"): Promise<unknown> =>
  call("POST /seat/session", { body: { seatId, presence } });

export const setPresence = (
  to: "ready" | "not_ready" | "break" | "after_work",
  reason?: string,
): Promise<Answer<"PUT /seat/presence">> => call("PUT /seat/presence", { body: { to, reason } });

/** At once, or once the last piece of work is done; `owed`: wrap-ups that are still to be filled. */
export async function signOff(): Promise<{ readonly isOut: boolean; readonly owed: number }> {
  const { session, owed } = await call("DELETE /seat/session");
  return { isOut: session === null, owed };
}

/** How my last time on a seat ended. */
export const readLastSession = async () => timed(await call("GET /seat/last-session")).session;

export const acceptOffer = (id: string): Promise<unknown> =>
  call("POST /offers/:id/accept", { params: { id } });

export const rejectOffer = (id: string, reason: RejectReason): Promise<unknown> =>
  call("POST /offers/:id/reject", { params: { id }, body: { reason } });
