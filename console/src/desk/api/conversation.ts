import { call } from "../../api/call.ts";
import { timed } from "./moments.ts";
import type { Customer, Doing, Head, ListPage, Piece, Places, Tab } from "./wire.ts";

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

export const changeCustomer = (id: string, body: CustomerChange): Promise<{ version: number }> =>
  call("PUT /conversations/:id/customer", { params: { id }, body });

export const readList = async (
  tab: Tab,
  query: { readonly q?: string; readonly after?: string; readonly limit?: number },
  signal: AbortSignal,
): Promise<ListPage> => timed(await call("GET /lists/:tab", { params: { tab }, query, signal }));

export const focus = (conversationId: string | null, doing: Doing): Promise<unknown> =>
  call("POST /desk/focus", { body: { conversationId, doing } });

/**
 * Says it to the customer, or to colleagues alone; the same key says it once, however often it is sent. Answers with
 * the numbers of the messages that it became.
 */
export async function say(
  id: string,
  to: "customer" | "colleagues",
  body: { readonly text: string } | { readonly mediaId: string },
  key: string,
): Promise<readonly number[]> {
  const given = { params: { id }, body, key };
  const written =
    to === "customer"
      ? await call("POST /conversations/:id/replies", given)
      : await call("POST /conversations/:id/notes", given);
  return written.seqs;
}

export const uploadPicture = (file: Blob, key: string): Promise<{ id: string }> =>
  call("POST /media", { body: file, key });

/** Where the picture of a message is. */
export const pictureAddress = (conversationId: string, seq: number): string =>
  `/api/v1/conversations/${conversationId}/messages/${seq}/media`;
