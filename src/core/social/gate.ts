import { foldSigns } from "../answer/fold.ts";
import type { Author } from "./item.ts";
import type { Triage } from "./triage/class.ts";

/** What stands in a public answer and must not (days, G7). */
export type Private = "phone" | "number" | "identity_card" | "address" | "email";

const PRIVATE: readonly (readonly [Private, RegExp])[] = [
  ["identity_card", /(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\d)/u],
  ["phone", /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/u],
  ["number", /(?<![\d/])\d{9,}(?!\d)/u],
  ["email", /[\w.+-]+@[\w-]+\.[a-z]{2,}/iu],
  [
    "address",
    /(?:[省市区县镇乡].{0,20}[路街道巷弄村](?:[^，。,.\s]{0,12}\d+[号弄栋幢])|\d+[栋幢座]\s*\d*\s*(?:单元|室|楼)|\d+单元\s*\d+)/u,
  ],
];

/** Of a fan's data whatever could be hers; width is no disguise. */
export function privateIn(text: string): readonly Private[] {
  let rest = text.normalize("NFKC").replaceAll(/https?:\/\/[!-~]+/gu, " ");
  return PRIVATE.filter(([, pattern]) => {
    const isThere = pattern.test(rest);
    // What is named once is not named again by a wider rule.
    rest = rest.replaceAll(new RegExp(pattern, `${pattern.flags}g`), " ");
    return isThere;
  }).map(([what]) => what);
}

/** The same text with `place` wherever something of the kind stands. */
export const withoutPrivate = (text: string, place: string): string =>
  PRIVATE.reduce(
    (rest, [, pattern]) => rest.replaceAll(new RegExp(pattern, `${pattern.flags}g`), place),
    text,
  );

/** Half-width units that a comment may have: 140 汉字 (protocols §4.3). */
export const HALF_UNITS_MAX = 280;
/** What the platform counts for a link, whatever its length [M]. */
const LINK_UNITS = 20;

/** ASCII counts one half, everything else two. */
export function halfUnitsOf(text: string): number {
  let links = 0;
  const rest = text.replaceAll(/https?:\/\/[!-~]+/gu, () => {
    links += 1;
    return "";
  });
  const signs = Array.from(rest).reduce((sum, sign) => sum + (sign <= "\u007f" ? 1 : 2), 0);
  return signs + links * LINK_UNITS;
}

/** Two texts are the same where the platform, and whoever reads both, takes them for one (20017, 20019). */
export const sameTextKey = (text: string): string => foldSigns(text);

/** Words with a comma between them, as a setting has them. */
export const wordsOf = (list: string): readonly string[] =>
  list
    .split(/[,，、\n]/u)
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** What of the house's banned promises stands in a text; spaces and signs between the letters are no disguise. */
export function bannedIn(text: string, banned: readonly string[]): readonly string[] {
  const said = foldSigns(text);
  return banned.filter((promise) => {
    const folded = foldSigns(promise);
    return folded !== "" && said.includes(folded);
  });
}

/** What an incident holds: all of an account, what has one of its words in it, or what hangs on one post. */
export type Concern =
  | { readonly kind: "account" }
  | { readonly kind: "topics"; readonly words: readonly string[] }
  | { readonly kind: "post"; readonly mid: string };

/** A thread, by its root, and all that is said in it: posts, and what we are about to say. */
export type About = { readonly rootMid: string; readonly texts: readonly string[] };

export function isConcerned(concern: Concern, { rootMid, texts }: About): boolean {
  switch (concern.kind) {
    case "account":
      return true;
    case "post":
      return concern.mid === rootMid;
    case "topics": {
      const words = concern.words.map((word) => foldSigns(word)).filter((word) => word !== "");
      return texts.map((text) => foldSigns(text)).some((said) => words.some((word) => said.includes(word)));
    }
  }
}

/** Those of the open incidents that hold what is said there: what concerns less comes first. */
export function holding<Open extends { readonly concern: Concern }>(
  incidents: readonly Open[],
  about: About,
): readonly Open[] {
  return incidents
    .filter(({ concern }) => isConcerned(concern, about))
    .toSorted((one, other) => BREADTH[one.concern.kind] - BREADTH[other.concern.kind]);
}
const BREADTH = { post: 0, topics: 1, account: 2 } as const;

/** While there is a trouble only one of its statements is said, to whomever. */
export function isStatement(text: string, statements: readonly string[]): boolean {
  const said = sameTextKey(text.replace(ADDRESSED, ""));
  return statements.some((statement) => sameTextKey(statement) === said);
}
const ADDRESSED = /^\s*@[\p{L}\p{N}_·-]{1,40}[\s:：,，]*/u;

/** A text that the house has prepared, for her whom it answers. */
export const preparedFor = (template: string, name: string): string =>
  template.replaceAll("{name}", name === "" ? "" : `@${name} `).trim();

/** What an answer is for. invite: she is asked to write privately. closing: it was solved there. */
export const ANSWER_KINDS = ["answer", "invite", "closing"] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

export type ApprovalPolicy = {
  /** Whoever has more followers is answered by two. */
  readonly followersMin: number;
  readonly always: boolean;
  readonly isIncident: boolean;
};

/** Why a second pair of eyes is needed; none: whoever may answer may publish. */
export type ApprovalReason = "queue" | "followers" | "incident" | "risk";

export function approvalReasons(
  { author, risk }: { readonly author: Pick<Author, "followers">; readonly risk: Triage["risk"] },
  { followersMin, always, isIncident }: ApprovalPolicy,
): readonly ApprovalReason[] {
  return [
    ...(always ? (["queue"] as const) : []),
    ...((author.followers ?? 0) >= followersMin ? (["followers"] as const) : []),
    ...(isIncident ? (["incident"] as const) : []),
    ...(risk === 3 ? (["risk"] as const) : []),
  ];
}
