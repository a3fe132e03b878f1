import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import { refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import type { Judged, Outcome } from "./ports.ts";

type Given = Omit<Judged, "conversationId" | "outcome"> & {
  readonly id: string;
  /** Null takes it back. */
  readonly outcome: Outcome | null;
};

/**
 * What an agent made of a suggestion. It is counted, and changes nothing of what is said: no audit.
 * @throws Fault `conversation_unseen`, `suggestion_gone`
 */
export const judgeSuggestion: Action<
  Given,
  { readonly outcome: Outcome | null },
  Pick<Stores, "conversation" | "assist">
> = {
  id: "suggestion.judged",
  permission: "contact.serve",
  async run({ store, actor, at }, { id: conversationId, outcome, ...given }) {
    await refuseUnseen(store, actor, conversationId);
    if (outcome === null) await store.assist.unjudge({ conversationId, ...given });
    else if (!(await store.assist.judge({ conversationId, outcome, ...given }, actor.id, at))) {
      throw new Fault("suggestion_gone", "There is nothing like that to suggest there.");
    }
    return { result: { outcome }, audit: [] };
  },
};
