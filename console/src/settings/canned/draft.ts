import { call } from "../../api/call.ts";
import { type Canned, isCode, mayEdit, type Scope } from "./reply.ts";

/** What the form of a canned reply holds. */
export type Draft = {
  scope: Scope;
  /** Of the scope `queue`; empty while none is chosen. */
  queueId: string;
  code: string;
  title: string;
  body: string;
  active: boolean;
};

export const draftOf = (canned: Canned | undefined): Draft => ({
  scope: canned?.scope ?? (mayEdit("all") ? "all" : "mine"),
  queueId: canned?.queue?.id ?? "",
  code: canned?.code ?? "",
  title: canned?.title ?? "",
  body: canned?.body ?? "",
  active: canned?.active ?? true,
});

export const isComplete = ({ scope, queueId, code, title, body }: Draft): boolean =>
  isCode(code.trim()) && title.trim() !== "" && body.trim() !== "" && (scope !== "queue" || queueId !== "");

/** Makes one, or changes the one that is known; the answer is how it stands. */
export function keep(draft: Draft, known: Canned | undefined): Promise<Canned> {
  const { scope, queueId, active, code, title, body } = draft;
  const words = { code: code.trim(), title: title.trim(), body: body.trim() };
  if (known === undefined) {
    return call("POST /canned", {
      body: { ...words, scope, queueId: scope === "queue" ? queueId : null },
    });
  }
  const { id, version, position } = known;
  return call("PUT /canned/:id", { params: { id }, body: { ...words, position, active, version } });
}
