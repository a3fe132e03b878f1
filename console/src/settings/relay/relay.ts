import type { Answer } from "../../api/endpoints.ts";

export type Relay = NonNullable<Answer<"GET /accounts/:id/relay">["relay"]>;
export type Mode = Relay["mode"];
export type Live = Answer<"GET /accounts/:id/relay/live">;
export type Exchange = Answer<"GET /accounts/:id/relay/report">["items"][number];
export type Comparison = Exchange["comparison"];
export type ReportDay = Answer<"GET /accounts/:id/relay/counts">["days"][number];

/** From the old system to us; the way back has a button of its own. */
export const STOPS = ["shadow", "canary", "full"] as const;
export const SHARES: readonly number[] = [0, 1, 5, 20, 50];
export const COMPARISONS = [
  "same",
  "different",
  "we_silent",
  "they_silent",
  "both_silent",
  "unknown",
] as const satisfies readonly Comparison[];

/** What the form of the way holds: addresses and rules as a person writes them. */
export type WayDraft = {
  downstreams: { url: string; privateAllowed: boolean }[];
  seconds: number;
  allowed: string;
  rules: { on: "menu" | "scene"; value: string; answerer: "ours" | "theirs" }[];
};

export const draftOf = (relay: Relay | null): WayDraft => ({
  downstreams: relay?.downstreams.map((one) => ({ ...one })) ?? [{ url: "", privateAllowed: false }],
  seconds: (relay?.answerMs ?? 4_200) / 1_000,
  allowed: relay?.allowed.join("\n") ?? "",
  rules: relay?.rules.map((rule) => ({ ...rule })) ?? [],
});

export const wayOf = ({ downstreams, seconds, allowed, rules }: WayDraft) => ({
  downstreams: downstreams
    .map(({ url, privateAllowed }) => ({ url: url.trim(), privateAllowed }))
    .filter(({ url }) => url !== ""),
  answerMs: Math.round(seconds * 1_000),
  allowed: allowed
    .split(/[\s,，;；]+/)
    .map((fan) => fan.trim())
    .filter((fan) => fan !== ""),
  rules: rules.filter(({ value }) => value.trim() !== ""),
});
