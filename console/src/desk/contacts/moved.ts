/**
 * How many rows would have to move, come or go to turn the shown order into the wanted one: the "n 条更新" of a list
 * that is held still. Rows that only make room for another are not counted.
 */
export function countMoved(shown: readonly string[], wanted: readonly string[]): number {
  const place = new Map(shown.map((id, index) => [id, index]));
  const kept = wanted.map((id) => place.get(id)).filter((index) => index !== undefined);
  const came = wanted.length - kept.length;
  const went = shown.length - kept.length;
  return came + went + kept.length - longestRising(kept);
}

/** The length of the longest part in rising order (patience sorting). */
function longestRising(places: readonly number[]): number {
  const piles: number[] = [];
  for (const place of places) {
    let from = 0;
    let to = piles.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((piles[middle] ?? Number.POSITIVE_INFINITY) < place) from = middle + 1;
      else to = middle;
    }
    piles[from] = place;
  }
  return piles.length;
}
