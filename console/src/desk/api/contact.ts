import { call } from "../../api/call.ts";
import { timed, wireMoment } from "./moments.ts";
import type { Canned, Outcome, Owed, Reason, WrapForm } from "./wire.ts";

export const take = (id: string): Promise<{ conversationId: string }> =>
  call("POST /contacts/:id/take", { params: { id } });

export const end = async (id: string): Promise<{ undoUntil: number }> =>
  timed(await call("POST /contacts/:id/end", { params: { id } }));

export const resume = (id: string): Promise<unknown> => call("POST /contacts/:id/resume", { params: { id } });

/** 会话小结 as the form holds it. */
export type WrapUp = {
  readonly reasonId: string | null;
  readonly outcome: Outcome | null;
  readonly nextStep: string | null;
  readonly nextDueAt: number | null;
  readonly note: string | null;
};
type Filling = (WrapUp & { readonly tookMs: number }) | { readonly sameAsBefore: true };

const bodyOf = (filling: Filling) =>
  "sameAsBefore" in filling ? filling : { ...filling, nextDueAt: wireMoment(filling.nextDueAt) };

export const readWrapUp = async (id: string): Promise<WrapForm> =>
  timed(await call("GET /contacts/:id/wrap-up", { params: { id } }));

export const fillWrapUp = (id: string, filling: Filling): Promise<{ ticketClosed: boolean }> =>
  call("POST /contacts/:id/wrap-up", { params: { id }, body: bodyOf(filling) });

export const fillWrapUps = (
  contactIds: readonly string[],
  filling: Filling,
): Promise<{ filled: readonly string[]; skipped: readonly string[] }> =>
  call("POST /wrap-ups", { body: { contactIds: [...contactIds], ...bodyOf(filling) } });

export const readOwed = async (): Promise<readonly Owed[]> => timed(await call("GET /wrap-ups/owed")).items;

export const readReasons = async (): Promise<readonly Reason[]> => timed(await call("GET /reasons")).items;

export const readCanned = async (): Promise<readonly Canned[]> =>
  timed(await call("GET /canned", { query: {} })).items;
