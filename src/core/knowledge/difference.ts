import type { Answer } from "./entry.ts";
import type { Writing } from "./writing.ts";

/** What one part of an entry was and is; lines that are the same in both stand in neither. */
export type Change = {
  readonly part: "title" | "phrasings" | "answer" | "validity" | "accounts";
  /** Of which platform's answer. */
  readonly platform?: string;
  readonly gone: readonly string[];
  readonly come: readonly string[];
};

/** What tells one writing from another, part by part; empty where nothing does. */
export function differenceOf(before: Writing, after: Writing): readonly Change[] {
  const platforms = [
    ...new Set([...Object.keys(before.variants), ...Object.keys(after.variants)]),
  ].toSorted();
  const changes: Change[] = [
    { part: "title", ...apart([before.title], [after.title]) },
    { part: "phrasings", ...apart(before.phrasings, after.phrasings) },
    { part: "answer", ...apart(linesOf(before.answer), linesOf(after.answer)) },
    ...platforms.map((platform): Change => {
      const [was, is] = [before.variants[platform], after.variants[platform]];
      return { part: "answer", platform, ...apart(was ? linesOf(was) : [], is ? linesOf(is) : []) };
    }),
    { part: "validity", ...apart(validityOf(before), validityOf(after)) },
    { part: "accounts", ...apart(before.accountIds, after.accountIds) },
  ];
  return changes.filter(({ gone, come }) => gone.length > 0 || come.length > 0);
}

export const isSame = (one: Writing, other: Writing): boolean => differenceOf(one, other).length === 0;

/** A line that stands there twice counts twice. */
function apart(before: readonly string[], after: readonly string[]): Pick<Change, "gone" | "come"> {
  return { gone: without(before, after), come: without(after, before) };
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const n = left.get(line) ?? 0;
    left.set(line, n - 1);
    return n <= 0;
  });
}

function linesOf(answer: Answer): readonly string[] {
  switch (answer.kind) {
    case "text":
      return answer.text.split("\n");
    case "image":
      return ["blobId" in answer ? answer.blobId : answer.mediaId];
    case "news":
      return answer.articles.flatMap(({ title, description, url, pictureUrl }) => [
        title,
        description,
        url,
        pictureUrl,
      ]);
  }
}

/** Moments as they are written everywhere: whoever shows them knows the zone. */
const validityOf = ({ validFrom, validUntil }: Writing): readonly string[] =>
  validFrom === null && validUntil === null ? [] : [`${momentOf(validFrom)}/${momentOf(validUntil)}`];
const momentOf = (at: number | null): string => (at === null ? "" : new Date(at).toISOString());
