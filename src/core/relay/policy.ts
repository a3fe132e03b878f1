import type { Content } from "../channel/content.ts";
import { BUCKETS, bucketOf } from "./share.ts";

/** How far an account has gone from the system that it had before to us (days, G4). */
export type RelayMode =
  /** 旁观: we store and score, and answer nobody. */
  | { readonly kind: "shadow" }
  /** 灰度: we answer a share of the fans, in per cent with two decimals at most. */
  | { readonly kind: "canary"; readonly share: number }
  /** 全量: we answer all, but for what a rule keeps with the other system. */
  | { readonly kind: "full" }
  /** 退回: we answer nobody from the next message on, but for what we have begun. */
  | { readonly kind: "rolled_back" };

/** Who answers a message: we, or the system that was there before. */
export type Answerer = "ours" | "theirs";

/** Some menus and codes belong to one system whoever taps or scans. A `*` at the end stands for any rest. */
export type RelayRule = {
  readonly on: "menu" | "scene";
  readonly value: string;
  readonly answerer: Answerer;
};

export const RULES_MAX = 200;
export const ALLOWED_MAX = 1_000;

export type RelayPolicy = {
  readonly mode: RelayMode;
  /** Of the share, made once per account. */
  readonly hashKey: string;
  /** Fans who are ours before the share: those who test. */
  readonly allowed: readonly string[];
  readonly rules: readonly RelayRule[];
};

/** What we have begun with a fan, and finish in any mode: a person has or will have her; the bot is about to answer; her rating was asked for. */
export type Begun = "person" | "turn" | "rating";

export type RelayAsked = {
  readonly fan: string;
  readonly content: Content;
  readonly begun?: Begun | undefined;
};

/** Why, in order of precedence: the first that says anything decides. */
export const WHYS = ["begun", "mode", "rule", "allowed", "share"] as const;
export type Why = (typeof WHYS)[number];
export type RelayVerdict = { readonly answerer: Answerer; readonly why: Why };

/** Who answers whom. The first step of `explain` that says anything. */
export function whoAnswers(policy: RelayPolicy, asked: RelayAsked): RelayVerdict {
  for (const why of WHYS) {
    const answerer = STEPS[why](policy, asked);
    if (answerer !== undefined) return { answerer, why };
  }
  throw new Error("the share says something of everybody");
}

export type RelayStep = { readonly why: Why; readonly says: Answerer | undefined; readonly decides: boolean };

/** Every step with what it says, for a person who wonders. */
export function explain(policy: RelayPolicy, asked: RelayAsked): readonly RelayStep[] {
  const { why: deciding } = whoAnswers(policy, asked);
  return WHYS.map((why) => ({ why, says: STEPS[why](policy, asked), decides: why === deciding }));
}

type Step = (policy: RelayPolicy, asked: RelayAsked) => Answerer | undefined;

const STEPS: Readonly<Record<Why, Step>> = {
  begun: (_, { begun }) => (begun === undefined ? undefined : "ours"),
  mode: ({ mode: { kind } }) => (kind === "shadow" || kind === "rolled_back" ? "theirs" : undefined),
  rule: ({ rules }, { content }) => rules.find((rule) => applies(rule, content))?.answerer,
  allowed: ({ allowed }, { fan }) => (allowed.includes(fan) ? "ours" : undefined),
  share: ({ mode, hashKey }, { fan }) =>
    mode.kind !== "canary" || bucketOf(hashKey, fan) < bucketsOf(mode.share) ? "ours" : "theirs",
};

const bucketsOf = (share: number): number => Math.round((share * BUCKETS) / 100);

function applies({ on, value }: RelayRule, content: Content): boolean {
  const said = on === "menu" ? menuKeyOf(content) : sceneOf(content);
  if (said === undefined) return false;
  return value.endsWith("*") ? said.startsWith(value.slice(0, -1)) : said === value;
}

function menuKeyOf(content: Content): string | undefined {
  if (content.kind !== "event") return undefined;
  const { event } = content;
  return "key" in event ? event.key : undefined;
}

function sceneOf(content: Content): string | undefined {
  if (content.kind !== "event") return undefined;
  const { event } = content;
  return event.name === "followed" || event.name === "scanned" ? event.scene : undefined;
}
