import type { BounceReason } from "../../contact/happening/words.ts";

type Named = { readonly id: string; readonly name: string };
type Whys = Readonly<Partial<Record<BounceReason, number>>>;

/** So many transfers of one person, from one queue to another, came back for one reason. */
export type MisrouteCount = {
  readonly sender: Named;
  readonly from: Named;
  readonly to: Named;
  readonly why: BounceReason;
  readonly count: number;
};

export type Misroutes = {
  readonly total: number;
  /** Who sends wrong most often first. */
  readonly senders: readonly (Named & { readonly count: number; readonly whys: Whys })[];
  /** The way that goes wrong most often first. The same queue twice: to a colleague by name. */
  readonly ways: readonly {
    readonly from: Named;
    readonly to: Named;
    readonly count: number;
    readonly whys: Whys;
  }[];
};

/** 误转: by who sent wrong, and by way from queue to queue (days, G29). */
export function misroutesOf(counts: readonly MisrouteCount[]): Misroutes {
  const senders = grouped(counts, ({ sender }) => sender.id);
  const ways = grouped(counts, ({ from, to }) => `${from.id} ${to.id}`);
  return {
    total: sumOf(counts),
    senders: senders.map(([{ sender }, of]) => ({ ...sender, ...told(of) })),
    ways: ways.map(([{ from, to }, of]) => ({ from, to, ...told(of) })),
  };
}

type Group = readonly [first: MisrouteCount, all: readonly MisrouteCount[]];

/** The largest first; of equals, whichever was named first. */
function grouped(counts: readonly MisrouteCount[], keyOf: (one: MisrouteCount) => string): readonly Group[] {
  const groups = new Map<string, [MisrouteCount, MisrouteCount[]]>();
  for (const one of counts) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one, [one]]);
    else group[1].push(one);
  }
  return [...groups.values()].toSorted(([, a], [, b]) => sumOf(b) - sumOf(a));
}

const sumOf = (counts: readonly MisrouteCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);

function told(counts: readonly MisrouteCount[]): { readonly count: number; readonly whys: Whys } {
  const whys: Partial<Record<BounceReason, number>> = {};
  for (const { why, count } of counts) whys[why] = (whys[why] ?? 0) + count;
  return { count: sumOf(counts), whys };
}
