/** What a mention is (days, G3). The first three take a place and a due time, the others only count. */
export const CLASSES = [
  "complaint",
  "request",
  "unclear",
  "praise",
  "campaign",
  "media",
  "zombie",
  "copy",
  "chat",
] as const;
export type SocialClass = (typeof CLASSES)[number];

const WAITS: ReadonlySet<SocialClass> = new Set(["complaint", "request", "unclear"]);

/** What no rule names takes a place: a person costs a minute, a complaint that nobody saw costs more. */
export const needsAnswer = (is: SocialClass): boolean => WAITS.has(is);

/** Why it is that, in a form that explains itself: the rule's code, and the words that counted. */
export type Reason = { readonly rule: string; readonly words: readonly string[] };

export type Triage = {
  readonly is: SocialClass;
  readonly reasons: readonly Reason[];
  /** 0 none, 1 a complaint, 2 one that many read, 3 danger, law, press: the highest is answered first. */
  readonly risk: 0 | 1 | 2 | 3;
};
