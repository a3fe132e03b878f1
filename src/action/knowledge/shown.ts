import type { Writing } from "../../core/knowledge/writing.ts";
import type { Draft, Version } from "./ports.ts";

/** A writing as JSON has it. */
export type ShownWriting = Omit<Writing, "validFrom" | "validUntil"> & {
  readonly validFrom: string | null;
  readonly validUntil: string | null;
};

export const iso = (at: number): string => new Date(at).toISOString();
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
const msOrNull = (text: string | null): number | null => (text === null ? null : Date.parse(text));

export const shownWriting = (writing: Writing): ShownWriting => ({
  ...writing,
  validFrom: isoOrNull(writing.validFrom),
  validUntil: isoOrNull(writing.validUntil),
});

/** Its own account is in its scope anyhow. */
export const readWriting = (shown: ShownWriting, accountId: string): Writing => ({
  ...shown,
  title: shown.title.trim(),
  phrasings: shown.phrasings.map((phrasing) => phrasing.trim()),
  validFrom: msOrNull(shown.validFrom),
  validUntil: msOrNull(shown.validUntil),
  accountIds: [...new Set(shown.accountIds)].filter((id) => id !== accountId),
});

export type ShownDraft = Omit<Draft, "writing" | "at" | "review"> & {
  readonly writing: ShownWriting;
  readonly at: string;
  readonly review: { readonly at: string; readonly by: string } | null;
};

export const shownDraft = ({ writing, version, at, by, review }: Draft): ShownDraft => ({
  writing: shownWriting(writing),
  version,
  at: iso(at),
  by,
  review: review && { by: review.by, at: iso(review.at) },
});

export type ShownVersion = Omit<Version, "writing" | "at"> & {
  readonly writing: ShownWriting;
  readonly at: string;
};

export const shownVersion = ({ writing, at, ...version }: Version): ShownVersion => ({
  ...version,
  writing: shownWriting(writing),
  at: iso(at),
});
