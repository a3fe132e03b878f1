/** What of a canned reply is searched. */
export type Searched = {
  readonly code: string;
  readonly title: string;
  readonly body: string;
  /** First letters of its title's syllables: 退款 is `tk`. */
  readonly initials: string;
};

/** More than fit beside a composer are no help: another letter finds it. */
export const CANNED_SHOWN_MAX = 8;

/**
 * Replies that match, best first: by code, by initials, by a word of the title, by a word of the text. At most `max`
 * of them.
 */
export function searchCanned<T extends Searched>(
  all: readonly T[],
  query: string,
  max = CANNED_SHOWN_MAX,
): readonly T[] {
  const wanted = fold(query);
  if (wanted === "") return all.slice(0, max);
  return all
    .map((canned) => ({ canned, rank: rankOf(canned, wanted) }))
    .filter(({ rank }) => rank < NONE)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, max)
    .map(({ canned }) => canned);
}

const NONE = 9;

function rankOf({ code, title, body, initials }: Searched, wanted: string): number {
  if (fold(code) === wanted) return 0;
  if (fold(code).startsWith(wanted)) return 1;
  if (fold(initials).startsWith(wanted)) return 2;
  if (fold(title).includes(wanted)) return 3;
  if (fold(initials).includes(wanted)) return 4;
  if (fold(code).includes(wanted)) return 5;
  if (fold(body).includes(wanted)) return 6;
  return NONE;
}

/** Full width is half width and capitals are small: people type what their input method gives. */
const fold = (text: string): string => text.normalize("NFKC").toLowerCase().trim();
