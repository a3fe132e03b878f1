/** Fields that hold a moment, by the contract's naming. */
type MomentName =
  | "at"
  | "since"
  | "until"
  | "serverTime"
  | `${string}At`
  | `${string}Since`
  | `${string}Until`;

/** What the wire carries with its moments as milliseconds since the epoch: timers and order are arithmetic. */
export type Timed<T> = T extends readonly (infer Item)[]
  ? readonly Timed<Item>[]
  : T extends object
    ? {
        [Key in keyof T]: Key extends MomentName
          ? Exclude<T[Key], string> | (Extract<T[Key], string> extends never ? never : number)
          : Timed<T[Key]>;
      }
    : T;

const momentName = /^(?:at|since|until|serverTime)$|(?:At|Since|Until)$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Reads the moments of what came over the wire. */
export function timed<T>(value: T): Timed<T> {
  return read("", value) as Timed<T>;
}

function read(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => read("", item));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, read(key, part)]));
  }
  if (typeof value === "string" && momentName.test(name) && moment.test(value)) return Date.parse(value);
  return value;
}

/** A moment as the wire has it. */
export const wireMoment = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();
