import { call } from "../../api/call.ts";
import type { Answer } from "../../api/endpoints.ts";
import { t } from "../../text/index.ts";

export type Page = Answer<"GET /knowledge/todos">;
export type Item = Page["items"][number];
export type State = Item["state"];
export const STATES = ["open", "done", "dismissed"] as const satisfies readonly State[];

/** Where an entry is opened to do what its table has left to do. */
export const entryPath = (entryId: string, setId: string): string => `/kb/faq/${entryId}?set=${setId}`;

/** The next entry that nobody else is at; undefined: there is none. */
export async function takeNext(
  setId: string,
  from: { readonly after?: string; readonly only?: string } = {},
): Promise<string | undefined> {
  const { entryId } = await call("POST /knowledge/sets/:id/next", { params: { id: setId }, body: from });
  return entryId ?? undefined;
}

export const settle = (id: string, state: State, reason?: string) =>
  call("POST /knowledge/todos/:id/settle", {
    params: { id },
    body: { state, ...(reason !== undefined && { reason }) },
  });

/** "31 / 48": what is over, of all. */
export const progressWords = ({ open, done, dismissed }: Page["counts"]): string =>
  t("todo.progress", { over: done + dismissed, all: open + done + dismissed });
