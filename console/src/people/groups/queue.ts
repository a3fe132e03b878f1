import type { Answer } from "../../api/endpoints.ts";
import { t } from "../../text/index.ts";

export type Queue = Answer<"GET /queues">["queues"][number];
/** Of a queue's policy, what is set here; what is not named stays as it is. */
export type Policy = Pick<
  Queue["policy"],
  "autoAccept" | "offerMs" | "wrapMs" | "wrapRequired" | "noAnswerMax" | "ratingInvite" | "publicApproval"
>;
export type WrapField = Policy["wrapRequired"][number];
export type Seat = Answer<"GET /seats">["items"][number];

export const WRAP_FIELDS: readonly WrapField[] = ["reason", "outcome", "nextStep", "nextDueAt", "note"];

const SECOND = 1_000;

export const secondsOf = (ms: number): number => Math.round(ms / SECOND);
export const msOf = (seconds: number): number => seconds * SECOND;

export const lasts = (ms: number): string => t("people.seconds", { n: secondsOf(ms) });

/** What a queue does where nobody says otherwise; the server's own defaults are the same. */
export const FIRST_POLICY: Policy = {
  autoAccept: false,
  offerMs: 30 * SECOND,
  wrapMs: 60 * SECOND,
  wrapRequired: ["reason", "outcome"],
  noAnswerMax: 3,
  ratingInvite: true,
  publicApproval: false,
};
