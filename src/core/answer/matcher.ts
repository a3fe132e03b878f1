import type { Entry } from "../knowledge/entry.ts";
import { confidenceOf, leadOver } from "./confidence/trust.ts";
import { fold } from "./fold.ts";
import { ownerOf } from "./knowledge/exact.ts";
import { hashOf } from "./grams/hash.ts";
import { foldPhrasings, learn, type Learned, LEARNING_VERSION } from "./knowledge/learn.ts";
import { createSearch } from "./knowledge/search.ts";

export type Match = {
  readonly entry: Entry;
  /** The probability that this entry is meant, 0..1; 1 only where the folded text is one of the entry's phrasings. */
  readonly score: number;
};

/** Published entries, and what was learned of them. */
export type Matcher = {
  /** Names the knowledge: what was published in which version, and how it was learned. Equal on every node. */
  readonly version: string;
  readonly entries: readonly Entry[];
  readonly byId: ReadonlyMap<string, Entry>;
  /** Best first, ties by entry id, at most `topMax`, only scores above 0. Takes a text that is folded already. */
  readonly matchFolded: (folded: string, topMax: number) => readonly Match[];
  /** The entry of which the folded text is a phrasing, word for word. */
  readonly exactly: (folded: string) => Match | undefined;
};

/** The title counts as a phrasing. Where two entries share a phrasing, the lower id has it. */
export function buildMatcher(entries: readonly Entry[]): Matcher {
  return openMatcher(entries, learn(phrasingsOf(entries)));
}

/** What there is to learn of entries: the phrasings of each, by id. */
export const phrasingsOf = (entries: readonly Entry[]): readonly (readonly string[])[] =>
  byIdOrder(entries).map((entry) => [entry.title, ...entry.phrasings]);

/** `learned` of the phrasings of these very entries. */
export function openMatcher(entries: readonly Entry[], learned: Learned): Matcher {
  const sorted = byIdOrder(entries);
  const search = createSearch(learned);

  const said = new Map<number, ReadonlySet<string>>();

  /** Folded once, when it is first asked about: most entries of a large knowledge never are. */
  function phrasingsIn(owner: number, { title, phrasings }: Entry): ReadonlySet<string> {
    const known = said.get(owner) ?? new Set(foldPhrasings([title, ...phrasings]));
    said.set(owner, known);
    return known;
  }

  /** What was learned says where to look, and may be wrong about a text that it never saw. */
  function exactOwner(folded: string): number | undefined {
    const owner = folded === "" ? undefined : ownerOf(learned.exact, folded);
    const entry = owner === undefined ? undefined : sorted[owner];
    return owner !== undefined && entry !== undefined && phrasingsIn(owner, entry).has(folded)
      ? owner
      : undefined;
  }

  return {
    version: versionOf(sorted),
    entries,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    exactly(folded) {
      const entry = sorted[exactOwner(folded) ?? -1];
      return entry && { entry, score: 1 };
    },
    matchFolded(folded, topMax) {
      const owner = exactOwner(folded);
      // The lead of each is over the best of all others: one more than is wanted, and than there are exact ones.
      const { found, known } = search(folded, topMax + 2);
      const [first, second] = found;
      const matches: Match[] = [];
      const add = (index: number, score: number) => {
        const entry = sorted[index];
        if (entry !== undefined && matches.length < topMax) matches.push({ entry, score });
      };
      if (owner !== undefined) add(owner, 1);
      for (const { entry, score } of found) {
        const best = entry === first?.entry ? second : first;
        const evidence = { score, lead: leadOver(score, best?.score), known };
        if (entry !== owner) add(entry, confidenceOf(learned.trust, evidence));
      }
      return matches;
    },
  };
}

export function match(matcher: Matcher, text: string, topMax = 3): readonly Match[] {
  return matcher.matchFolded(fold(text), topMax);
}

function versionOf(entries: readonly Entry[]): string {
  const names = entries.map(({ id, version }) => `${id}@${version}`).join(" ");
  return `${LEARNING_VERSION}.${hashOf(names, 0, names.length, 0).toString(36)}`;
}

const byIdOrder = (entries: readonly Entry[]): readonly Entry[] =>
  entries.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
