/**
 * What the platform's codes ask of us (protocols §1.20). The code alone counts: its words carry request ids, hints and
 * addresses. What each says to a person stands in the texts under `account.code`.
 */
export type CodeAction =
  | "done"
  /** Another token, then the same call once more. */
  | "refresh"
  /** It may pass; of a send twice at most, for some were taken all the same. */
  | "retry"
  | "retry_next_minute"
  | "wait_until_midnight"
  /** Until the fan does something: another way, or none. */
  | "degrade"
  /** She does not follow the account any more. */
  | "fan_left"
  | "upload_again"
  /** A text in shorter pieces. */
  | "split"
  /** A file that this never takes: the same one needs no second try, a smaller one does. */
  | "choose_smaller"
  /** This one never passes; others may. */
  | "drop"
  /** Nothing passes before a person has put something right, us included. */
  | "alarm"
  | "ignore";

/** When the table was last held against the pages and libraries that it comes from. */
export const codesAsOf = "2026-11-26";

const actions: Readonly<Record<CodeAction, string>> = {
  done: "0",
  refresh: "40001 40014 41001 42001",
  retry: "-1 61450 61459",
  retry_next_minute: "45011",
  wait_until_midnight: "45009",
  degrade: "45015 45047",
  fan_left: "43004 50005",
  upload_again: "40007",
  split: "45002",
  choose_smaller: "40006 40009 40010 40011 45001",
  drop: `40003 40004 40005 40008 40032 40037 40132 40029 40163 41028
    41029 41030 43019 43101 43107 43108 44002 44003 44004 45056 45057 45058 45059 45064
    45157 45158 45159 46003 46004 47001 47003 48002 48008 49003 50001 61010 87009 87014
    61451 61452 61453 61454 61455 61456 61457 61458 65401 65402 65403 65404 65405 65406
    65407 65408 65409 65410 65411 65412 65413 65414 65415 65416 65417`,
  alarm: `40002 40013 40033 40101 40125 40164 40243 42007 43001 43002 43003 45035 48001 48004
    48006 50002 50004 50007 61003 61004 61007 65400`,
  ignore: "45072 45080 45081",
};

const byCode: ReadonlyMap<string, CodeAction> = new Map(
  Object.entries(actions).flatMap(([action, codes]) =>
    codes.split(/\s+/).map((code) => [code, action as CodeAction] as const),
  ),
);

/** All that are known, for who holds the texts against them. */
export const knownCodes: readonly string[] = [...byCode.keys()];

/** What a thousand of codes is about, where the one that came is not known. */
const RANGES: readonly (readonly [from: number, to: number, CodeRange])[] = [
  [40_000, 41_999, "request"],
  [42_000, 42_999, "access"],
  [43_000, 43_999, "relation"],
  [44_000, 44_999, "request"],
  [45_000, 45_999, "limit"],
  [46_000, 46_999, "absent"],
  [47_000, 47_999, "request"],
  [48_000, 48_999, "right"],
  [49_000, 50_999, "relation"],
  [61_000, 61_999, "right"],
  [65_000, 65_999, "desk"],
  [87_000, 87_999, "content"],
];
export type CodeRange =
  | "request"
  | "access"
  | "relation"
  | "limit"
  | "absent"
  | "right"
  | "desk"
  | "content"
  | "other";

export type CodeMeaning =
  | { readonly known: true; readonly action: CodeAction }
  | { readonly known: false; readonly range: CodeRange };

export function meaningOf(code: string): CodeMeaning {
  const action = byCode.get(code);
  return action === undefined ? { known: false, range: rangeOf(code) } : { known: true, action };
}

/**
 * What is done about it. Of a code that nobody knows a message is dropped, and everything else is a person's matter:
 * a second try would do nobody knows what.
 */
export function actionFor(code: string, call: "send" | "other"): CodeAction {
  const meaning = meaningOf(code);
  if (meaning.known) return meaning.action;
  return call === "send" ? "drop" : "alarm";
}

function rangeOf(code: string): CodeRange {
  const number = Number(code);
  return RANGES.find(([from, to]) => number >= from && number <= to)?.[2] ?? "other";
}
