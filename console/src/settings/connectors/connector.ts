import type { Answer } from "../../api/endpoints.ts";

export type Connector = Answer<"GET /connectors">["items"][number];
export type Tested = Answer<"POST /connectors/:id/test">;

/** The kinds that there is a form for. */
export const KINDS = ["redmine", "signed-webhook"] as const;
export type Kind = (typeof KINDS)[number];

export const isKind = (kind: string): kind is Kind => KINDS.some((one) => one === kind);
