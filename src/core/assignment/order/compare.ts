/** Less, equal, more; infinities compare, too. */
export const compare = <T extends number | string>(one: T, other: T): number =>
  one < other ? -1 : one > other ? 1 : 0;
