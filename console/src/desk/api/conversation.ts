import { call } from "../../api/call.ts";
import type { Given } from "../../api/endpoints.ts";
import { timed } from "./moments.ts";
import type { Awaited, Customer, Doing, Head, ListPage, Piece, Places, Tab } from "./wire.ts";

/** What of a thread is asked for at once. */
export const PIECE = 50;

export const readHead = async (id: string): Promise<Head> =>
  timed(await call("GET /conversations/:id", { params: { id } }));

/** The newest of a conversation, or what is before or after a number (excluded). */
export const readPiece = async (
  id: string,
  cursor: { readonly before?: number; readonly after?: number } = {},
): Promise<Piece> =>
  timed(
    await call("GET /conversations/:id/messages", { params: { id }, query: { ...cursor, limit: PIECE } }),
  );

/** Why the bot said a message, a sentence a line. */
export const readReason = async (id: string, seq: number): Promise<readonly string[]> =>
  (await call("GET /conversations/:id/messages/:seq/reason", { params: { id, seq } })).sentences;

export const markRead = (id: string, seq: number): Promise<unknown> =>
  call("PUT /conversations/:id/read", { params: { id }, body: { seq } });

export const readCustomer = async (id: string, signal: AbortSignal): Promise<Customer> =>
  timed(await call("GET /conversations/:id/customer", { params: { id }, signal }));

type CustomerChange = {
  readonly version: number;
  readonly name: string | null;
  readonly remark: string | null;
};

export const readPlaces = async (id: string, signal: AbortSignal): Promise<Places> =>
  timed(await call("GET /conversations/:id/places", { params: { id }, signal }));

/** Tell me when she writes again, or not any more; answers with all whom I wait for. */
export const awaitFan = async (id: string, awaited: boolean): Promise<readonly Awaited[]> =>
  timed(await call("PUT /conversations/:id/awaited", { params: { id }, body: { awaited } })).items;

export const changeCustomer = (id: string, body: CustomerChange): Promise<{ version: number }> =>
  call("PUT /conversations/:id/customer", { params: { id }, body });

export const readList = async (
  tab: Tab,
  query: { readonly q?: string; readonly after?: string; readonly limit?: number },
  signal: AbortSignal,
): Promise<ListPage> => timed(await call("GET /lists/:tab", { params: { tab }, query, signal }));

export const focus = (conversationId: string | null, doing: Doing): Promise<unknown> =>
  call("POST /desk/focus", { body: { conversationId, doing } });

export type Reply = Given<"POST /conversations/:id/replies">["body"];
export type Card = NonNullable<Reply["card"]>;

/**
 * Says it to the customer, or to colleagues alone; the same key says it once, however often it is sent. Answers with
 * the numbers of the messages that it became.
 */
export async function say(
  id: string,
  to: "customer" | "colleagues",
  body: Reply,
  key: string,
): Promise<readonly number[]> {
  const given = { params: { id }, body, key };
  const written =
    to === "customer"
      ? await call("POST /conversations/:id/replies", given)
      : await call("POST /conversations/:id/notes", given);
  return written.seqs;
}

/** Where the picture, the voice or the film of a message is. */
export const mediaAddress = (conversationId: string, seq: number): string =>
  `/api/v1/conversations/${conversationId}/messages/${seq}/media`;
