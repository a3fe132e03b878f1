import type { Deviation } from "../bar/deviating.ts";

export type Kind = Deviation["kind"];

/** In the order in which a leader thinks of them. */
export const KINDS = [
  "capacity",
  "auto_accept",
  "wrap_up",
  "overflow",
  "survey_off",
  "notices_off",
  "opening_line",
  "bot",
  "breaks",
  "queue_alarm",
  "alarm",
] as const satisfies readonly Kind[];

/** Of the whole house: there is one of each at most. */
const HOUSE: readonly Kind[] = ["notices_off", "opening_line", "bot", "alarm"];

export const addable = (kind: Kind, there: readonly Deviation[]): boolean =>
  !HOUSE.includes(kind) || !there.some((one) => one.kind === kind);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

type Choices = {
  readonly queues: readonly { readonly id: string }[];
  readonly groups: readonly { readonly id: string }[];
};

/** As one is first shown: with what is chosen most. */
export function freshOf(kind: Kind, { queues, groups }: Choices): Deviation {
  const [where = "", to = ""] = queues.map(({ id }) => id);
  switch (kind) {
    case "capacity":
      return { kind, of: "queue", where, by: 2 };
    case "auto_accept":
    case "survey_off":
      return { kind, where };
    case "wrap_up":
      return { kind, where, ms: 20 * SECOND };
    case "overflow":
      return { kind, where, to, afterMs: 10 * MINUTE };
    case "queue_alarm":
      return { kind, where, waiting: 50, waitMs: 10 * MINUTE, noneFree: false };
    case "breaks":
      return { kind, where: groups[0]?.id ?? "", max: 1 };
    case "notices_off":
      return { kind };
    case "opening_line":
      return { kind, text: "" };
    case "bot":
      return { kind, asks: "less" };
    case "alarm":
      return { kind, percent: 60 };
  }
}

/** Nothing is left out that it needs. */
export const isWhole = (one: Deviation): boolean =>
  (!("where" in one) || one.where !== "") &&
  (one.kind !== "overflow" || (one.to !== "" && one.to !== one.where)) &&
  (one.kind !== "opening_line" || one.text.trim() !== "");
