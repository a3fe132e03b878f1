import type { Problem } from "../../../src/core/knowledge/problems.ts";
import type { Writing as Kept } from "../../../src/core/knowledge/writing.ts";
import type { Answer } from "../api/endpoints.ts";
import { isTextKey, t, type TextKey } from "../text/index.ts";

export type EntryPage = Answer<"GET /knowledge/:id">;
export type Version = EntryPage["versions"][number];
export type Writing = Version["writing"];
export type EntryAnswer = Writing["answer"];
export type Listed = Answer<"GET /knowledge">["items"][number];
export type Account = Answer<"GET /knowledge/accounts">["items"][number];

export const STATES = ["live", "draft", "review", "expiring", "silent"] as const;
export type State = (typeof STATES)[number];

/** The address of an entry that is not there yet. */
export const NEW = "new";

export const EMPTY: Writing = {
  title: "",
  phrasings: [],
  answer: { kind: "text", text: "" },
  variants: {},
  validFrom: null,
  validUntil: null,
  accountIds: [],
};

/** What is being written; else what answers; else what did last. */
export const writingOf = (entry: EntryPage | undefined): Writing =>
  entry?.draft?.writing ??
  entry?.versions.find(({ number }) => number === entry.published)?.writing ??
  entry?.versions[0]?.writing ??
  EMPTY;

/** As the core compares it. */
export const keptOf = (writing: Writing): Kept => ({
  ...writing,
  validFrom: writing.validFrom === null ? null : Date.parse(writing.validFrom),
  validUntil: writing.validUntil === null ? null : Date.parse(writing.validUntil),
});

/** One phrasing a line, as they are typed and pasted. */
export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export function platformName(platform: string): string {
  const key = `kb.platform.${platform}`;
  return isTextKey(key) ? t(key as TextKey) : platform;
}

export function problemWords(problem: EntryPage["problems"][number], { phrasings }: Writing): string {
  const { code, n, platform, word, is = 0, max = 0 } = problem;
  const key = `kb.problem.${code as Problem["code"]}` as const;
  const params = { word: word ?? "", is, max, phrasing: phrasings[n ?? -1] ?? word ?? "" };
  const words = isTextKey(key) ? t(key, params) : code;
  return platform === undefined ? words : t("kb.on_platform", { platform: platformName(platform), words });
}

/** What is said, in a line. */
export const answerLine = (answer: EntryAnswer): string =>
  answer.kind === "text"
    ? answer.text
    : answer.kind === "news"
      ? `${t("kb.answer.news")} ${answer.articles[0].title}`
      : t("kb.answer.image");

/** How sure, as whole per cents; never 100 where it is less. */
export const percent = (score: number): string =>
  `${Math.min(score < 1 ? 99 : 100, Math.round(score * 100))}%`;

export type Standing = { readonly text: TextKey; readonly tone: "plain" | "ok" | "warn" | "info" };

/** Whether it answers, and why not. */
export function standingOf(
  { published, validFrom, validUntil }: Pick<Listed, "published" | "validFrom" | "validUntil">,
  hasVersions: boolean,
  now: number,
): Standing {
  if (published === null) {
    return hasVersions
      ? { text: "kb.standing.withdrawn", tone: "plain" }
      : { text: "kb.standing.new", tone: "info" };
  }
  if (validUntil !== null && Date.parse(validUntil) <= now) return { text: "kb.standing.over", tone: "warn" };
  if (validFrom !== null && Date.parse(validFrom) > now) return { text: "kb.standing.ahead", tone: "info" };
  return { text: "kb.standing.live", tone: "ok" };
}
