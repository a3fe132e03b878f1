import { TEXT } from "./rules.ts";
import { HOUR, MINUTE, SECOND } from "../../src/core/kernel/instant.ts";
import type { Leaving } from "../../src/core/ledger/join.ts";
import type { Spender } from "../../src/core/ledger/ledger.ts";

/** One of the fans of a conversation by chance: they share the account's budgets. */
export type Who = 0 | 1;

/** One thing that happens. */
export type Step =
  | { readonly who: Who; readonly does: "write" | "tap_menu" | "scan" | "unfollow" | "follow" }
  | {
      readonly who: Who;
      readonly does: "answer";
      readonly accepted: boolean;
      readonly inSettings: boolean;
      readonly times: number;
    }
  /** Texts that are ready together. */
  | { readonly who: Who; readonly does: "say"; readonly leaving: readonly Leaving[] }
  | {
      readonly who: Who;
      readonly does: "notify";
      readonly via: "template" | "subscription";
      readonly times: number;
    }
  | { readonly does: "wait"; readonly ms: number }
  /** Until so long after the platform's next midnight. */
  | { readonly does: "wait_for_midnight"; readonly ms: number };

const DRAWS_MIN = 6;
const DRAWS_MAX = 28;
const DEEDS = [
  "write",
  "write",
  "write",
  "tap_menu",
  "tap_menu",
  "scan",
  "unfollow",
  "follow",
  "follow",
] as const;
const SPENDERS = ["agent", "agent", "faq", "notice"] as const;
/** Around every edge of a window, and far beyond it. */
const MINUTES = [MINUTE - SECOND, MINUTE - 1, MINUTE, MINUTE + SECOND - 1] as const;
const TWO_DAYS = [48 * HOUR - SECOND, 48 * HOUR - 1, 48 * HOUR, 48 * HOUR + SECOND - 1] as const;
const WAITS = [
  0,
  SECOND,
  20 * SECOND,
  ...MINUTES,
  HOUR,
  47 * HOUR,
  48 * HOUR - MINUTE,
  ...TWO_DAYS,
  72 * HOUR,
] as const;
/** Around the moment at which a day's budget begins anew. */
const MIDNIGHTS = [-HOUR, -1, 0, SECOND] as const;

/** Two that fill one message to the byte, or are one too long for it; and some that are many. */
const PAIR = TEXT.bytesMax - "\n".length;
const BURSTS: readonly (readonly number[])[] = [
  [6],
  [6],
  [6],
  [6, 6],
  [6, 6, 6],
  [1_000, PAIR - 1_000],
  [1_000, PAIR - 1_000 + 1],
  [6, PAIR - 6, 6],
  Array.from({ length: 12 }, () => 6),
];

type Pick = <Item>(items: readonly Item[]) => Item;
type Draw = (pick: Pick, who: Who) => readonly Step[];

const say: Draw = (pick, who) => [{ who, does: "say", leaving: drawTexts(pick) }];
const notify: Draw = (pick, who) => {
  const via = pick(["template", "subscription"] as const);
  return [{ who, does: "notify", via, times: pick([1, 1, 4]) }];
};
const answer: Draw = (pick, who) => {
  const [accepted, inSettings] = [pick([true, true, true, false]), pick([false, false, true])];
  return [{ who, does: "answer", accepted, inSettings, times: pick([1, 1, 3]) }];
};
const deed: Draw = (pick, who) => [{ who, does: pick(DEEDS) }];
const clock: Draw = (pick) => [
  pick([true, true, false])
    ? { does: "wait", ms: pick(WAITS) }
    : { does: "wait_for_midnight", ms: pick(MIDNIGHTS) },
];

/** What she does, and a word of ours at the edge of the window that it has opened. */
const edge: Draw = (pick, who) => {
  const does = pick(["write", "tap_menu", "scan", "follow"] as const);
  const begun: readonly Step[] =
    does === "follow"
      ? [
          { who, does: "unfollow" },
          { who, does },
        ]
      : [{ who, does }];
  const ms = pick(does === "write" ? TWO_DAYS : MINUTES);
  return [...begun, { does: "wait", ms }, { who, does: "say", leaving: texts("agent", [6], ["amy"]) }];
};

/** As many calls of a kind as a small account has in a day, or one more or fewer; and one when the day may be another. */
const spend: Draw = (pick, who) => {
  const later: Step = pick([
    { does: "wait", ms: HOUR },
    { does: "wait_for_midnight", ms: pick(MIDNIGHTS) },
  ] as const);
  const via = pick(["words", "words", "template", "subscription"] as const);
  if (via === "words") {
    // Two who speak by turns: nothing of it leaves together.
    const four: Step = { who, does: "say", leaving: texts("agent", [6, 6, 6, 6], ["amy", "bob"]) };
    const write: Step = { who, does: "write" };
    const one: Step = { who, does: "say", leaving: texts("agent", [6], ["amy"]) };
    return [write, four, write, four, ...pick([[], [one]]), later, write, one];
  }
  const agree: Step = { who, does: "answer", accepted: true, inSettings: false, times: 10 };
  const begun = via === "template" ? [] : [agree];
  const [many, one] = [pick([7, 8, 9]), 1].map((times): Step => ({ who, does: "notify", via, times }));
  return [...begun, ...(many ? [many] : []), later, ...(one ? [one] : [])];
};

/** How often each, of so many. */
type Mix = readonly (readonly [share: number, draw: Draw])[];
const ROOMY: Mix = [
  [36, say],
  [4, notify],
  [8, answer],
  [26, deed],
  [14, edge],
  [12, clock],
];
/** Where calls run out it is about them. */
const TIGHT: Mix = [
  [24, say],
  [10, notify],
  [12, answer],
  [22, deed],
  [12, spend],
  [20, clock],
];
/** Below so many calls an account has little room. */
const TIGHT_SENDS = 100;

/**
 * A conversation by chance, the same for the same seed, with an account of so many calls: mostly sends, in bursts, with the
 * fans and the clock between.
 */
export function drawSchedule(random: () => number, sendsMax: number): readonly Step[] {
  const pick: Pick = (items) => items[Math.floor(random() * items.length)] as (typeof items)[number];
  const draws = (sendsMax < TIGHT_SENDS ? TIGHT : ROOMY).flatMap(([share, draw]) =>
    Array.from({ length: share }, () => draw),
  );
  const length = DRAWS_MIN + Math.floor(random() * (DRAWS_MAX - DRAWS_MIN));
  return Array.from({ length }, () => pick(draws)(pick, pick([0, 0, 1] as const))).flat();
}

/** Mostly of one author; sometimes another's words stand between. */
function drawTexts(pick: Pick): readonly Leaving[] {
  const spender = pick(SPENDERS);
  const authors = spender === "agent" ? pick([["amy"], ["amy"], ["amy", "bob"]]) : [null];
  return texts(spender, pick(BURSTS), authors);
}

const texts = (
  spender: Spender,
  sizes: readonly number[],
  authors: readonly (string | null)[],
): readonly Leaving[] =>
  sizes.map((bytes, n) => ({ spender, staffId: authors[n % authors.length] ?? null, text: textOf(bytes) }));

/** Each length once in memory, however often it is said. */
const known = new Map<number, string>();
function textOf(bytes: number): string {
  const kept = known.get(bytes);
  if (kept !== undefined) return kept;
  const made = "x".repeat(bytes);
  known.set(bytes, made);
  return made;
}
