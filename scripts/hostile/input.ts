import type { Wire } from "./throw.ts";

/** The classes of reliability §3, as far as a request can carry them. */
export const CLASSES = [
  "json",
  "xml",
  "sealed",
  "signature",
  "replay",
  "size",
  "nesting",
  "duplicate",
  "prototype",
  "type",
  "number",
  "unicode",
  "injection",
  "picture",
  "header",
  "session",
  "method",
  "path",
  "query",
  "http",
] as const;
export type Class = (typeof CLASSES)[number];

/** One hostile request. */
export type Input = {
  /** `class.number`: the same with the same seed, so that a failure can be thrown again. */
  readonly name: string;
  readonly class: Class;
  /** Which door, and as whom, for the report. */
  readonly door: string;
  /** What has to become of it. `any`: the door may take it or refuse it, as long as it decides. */
  readonly expect: "refused" | "kept" | "any";
  /** Stands in its words: of what is refused it must be nowhere afterwards. */
  readonly mark: string;
  /** Of what is kept: words that must be stored as they are, and of whom: a fan, or a conversation that is noted in. */
  readonly words?: ({ readonly fan: string } | { readonly conversation: string }) & { readonly text: string };
  readonly wire: Wire;
};

/** An input before it has its number. */
export type Draft = Omit<Input, "name" | "mark" | "wire"> & {
  readonly make: (mark: string) => { readonly wire: Wire; readonly words?: NonNullable<Input["words"]> };
};

/** Numbers them by class, in their order, and writes each one's mark into it. */
export function numbered(drafts: readonly Draft[], run: string): readonly Input[] {
  const counts = new Map<Class, number>();
  return drafts.map(({ make, ...draft }, index) => {
    const count = (counts.get(draft.class) ?? 0) + 1;
    counts.set(draft.class, count);
    const mark = `hx${run}n${index}x`;
    return { ...draft, name: `${draft.class}.${count}`, mark, ...make(mark) };
  });
}

/** Chance that can be repeated. */
export type Random = {
  readonly pick: <T>(from: readonly T[]) => T;
  readonly below: (count: number) => number;
};

/** A generator of 32 bits (mulberry32): the same seed makes the same corpus. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  };
  return {
    below,
    pick<T>(from: readonly T[]): T {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new RangeError("Nothing to pick from.");
      return picked;
    },
  };
}
