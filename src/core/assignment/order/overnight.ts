/**
 * 隔夜 (days, G28): of n turns of a queue in which both wait, one is the night's and n - 1 the others', so neither side
 * starves. A turn is an offer, or that an agent takes one herself. All that takes turns so asks here.
 */
export type Turns = {
  readonly oneIn: number;
  /** So many went to others since the last of the night's; Infinity: there was none. */
  readonly since: number;
};

export const isOvernightsTurn = ({ oneIn, since }: Turns): boolean => since >= oneIn - 1;

/** How many others go before whoever has so many of the night's before her; while there are as many. */
export const othersBefore = (nights: number, { oneIn, since }: Turns): number =>
  oneIn - 1 - Math.min(since, oneIn - 1) + nights * (oneIn - 1);

/** How many of the night's go before whoever has so many others before her; while there are as many. */
export const nightsBefore = (others: number, { oneIn, since }: Turns): number =>
  Math.floor((others + Math.min(since, oneIn - 1)) / (oneIn - 1));

/** Both in one line. */
export function interleave<T>(others: readonly T[], nights: readonly T[], turns: Turns): readonly T[] {
  const line: T[] = [];
  let { since } = turns;
  let [other, night] = [0, 0];
  while (other < others.length || night < nights.length) {
    const isNight =
      other >= others.length || (night < nights.length && isOvernightsTurn({ ...turns, since }));
    line.push(...(isNight ? nights.slice(night, night + 1) : others.slice(other, other + 1)));
    if (isNight) night += 1;
    else other += 1;
    since = isNight ? 0 : since + 1;
  }
  return line;
}
