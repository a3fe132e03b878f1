import { fold } from "../answer/fold.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Answer, Entry } from "./entry.ts";
import { hasHoles } from "./variables.ts";

/** What people write of an entry: a draft, and each of its versions. */
export type Writing = {
  readonly title: string;
  readonly phrasings: readonly string[];
  readonly answer: Answer;
  /** By platform, where its fans get another answer. */
  readonly variants: Readonly<Record<string, Answer>>;
  /** It answers from then on, and until then; null: from its publication, and for ever. */
  readonly validFrom: Instant | null;
  readonly validUntil: Instant | null;
  /** Accounts that it answers for beside its own. */
  readonly accountIds: readonly string[];
};

/** One published version, with all that people write of it. */
export type Version = Pick<Entry, "id" | "version" | "key" | "title" | "phrasings" | "answer"> &
  Pick<Writing, "variants">;

/** The entry as an account of this platform has it. */
export function entryOn(platform: string, { variants, ...version }: Version): Entry {
  const variant = variants[platform];
  const answer = variant ?? version.answer;
  const isPlain =
    variant === undefined && !("blobId" in answer) && !(answer.kind === "text" && hasHoles(answer.text));
  return isPlain ? { ...version, answer } : { ...version, answer, wordForWord: true };
}

/** What makes a fan's words this entry's without any doubt: each once, in the form in which texts are compared. */
export const foldedOf = ({ title, phrasings }: Pick<Writing, "title" | "phrasings">): readonly string[] => [
  ...new Set([title, ...phrasings].map(fold).filter((folded) => folded !== "")),
];
