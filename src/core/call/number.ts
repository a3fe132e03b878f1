/** Shorter ones are inside lines and services: of these nothing but the length of a mask is shown. */
const OUTSIDE_DIGITS_MIN = 7;
const HEAD = 3;
const TAIL = 4;

/**
 * A number as it is compared, however a telephone system writes it: digits alone, without the country's and the trunk's
 * prefix before a mainland mobile number. Undefined where there is none: a caller who withholds hers is nobody known.
 */
export function plainNumber(written: string): string | undefined {
  const digits = written.replaceAll(/[^0-9]/g, "");
  if (digits === "") return undefined;
  return /^(?:0086|86|0)?(1[3-9][0-9]{9})$/.exec(digits)?.[1] ?? digits.replace(/^00/, "");
}

/** 138****1234: what is kept of a number for people to read. */
export const maskedNumber = (plain: string): string =>
  plain.length < OUTSIDE_DIGITS_MIN ? "****" : `${plain.slice(0, HEAD)}****${plain.slice(-TAIL)}`;
