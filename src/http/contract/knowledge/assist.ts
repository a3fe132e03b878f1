import { z } from "zod";

import { contract } from "../contract.ts";
import { id, PathId, seq, seqInAddress, version } from "../parts.ts";

const Outcome = z.enum(["used", "changed", "dismissed"]);
const kind = z.enum(["entry", "canned"]);
const confidence = z.number().min(0).max(1);

/**
 * 推荐答复: three at most, the best first, to what the fan has asked last and no person has answered. `sureness` is
 * `confidence` (the probability that it is meant) held against the account's own settings: high, where the bot would say
 * it by itself. `text` may have {{holes}}, as a canned reply. `outcome`: what an agent has made of it already.
 */
export const readSuggestions = contract({
  id: "suggestion.list",
  method: "GET",
  path: "/conversations/:id/suggestions",
  permission: "contact.read",
  summary: "Answers to what the fan has asked, with how sure each is",
  params: PathId,
  response: z.object({
    /** The message that asks; null: nothing is open. */
    seq: seq.nullable(),
    items: z.array(
      z.object({
        kind,
        id,
        version: z.int(),
        title: z.string(),
        text: z.string(),
        confidence,
        sureness: z.enum(["high", "fair", "low"]),
        outcome: Outcome.nullable(),
      }),
    ),
  }),
});

/** `outcome` null takes it back. Faults: conversation_unseen, suggestion_gone */
export const judgeSuggestion = contract({
  id: "suggestion.judge",
  method: "PUT",
  path: "/conversations/:id/suggestions/:seq",
  permission: "contact.serve",
  summary: "Tells what was made of a suggestion: it was said, changed, or put away",
  params: z.object({ id, seq: seqInAddress.min(1) }),
  body: z.strictObject({
    kind,
    targetId: id,
    version,
    place: z.int().min(1).max(3),
    confidence,
    outcome: Outcome.nullable(),
  }),
  response: z.object({ outcome: Outcome.nullable() }),
});
