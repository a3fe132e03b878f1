import type { Answer } from "../../api/endpoints.ts";
import type { TextKey } from "../../text/index.ts";

export type Page = Answer<"GET /learning">;
export type Cluster = Page["clusters"][number];
export type Act = Page["acts"][number];
export const WANTS = ["unanswered", "handed_over", "rejected"] as const;
export type Want = (typeof WANTS)[number];
export const DAYS = [7, 30, 90] as const;

export const titleOf = ({ forms }: Cluster): string => forms[0]?.text ?? "";
export const keyOf = ({ questions: [first] }: Cluster): string => `${first?.conversationId} ${first?.seq}`;

/** What is offered as phrasings at first: what may tell who somebody is has to be worded anew by whoever wants it. */
export const phrasingsOf = ({ forms }: Cluster): string =>
  forms
    .filter(({ personal }) => !personal)
    .map(({ text }) => text.replaceAll(/\s+/gu, " "))
    .join("\n");

export const actText = {
  merged: "learn.act.merged",
  begun: "learn.act.begun",
  ignored: "learn.act.ignored",
} as const satisfies Readonly<Record<Act["kind"], TextKey>>;
