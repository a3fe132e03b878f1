import type { Seen, SeenInPublic } from "./sheet.ts";

/** What stands of a fan at one moment: what reached her phone, and what the console tells of her. */
export type Found = {
  /** Texts of ours that reached her since the last look. */
  readonly texts: readonly string[];
  readonly contact:
    | {
        readonly state: string;
        readonly queue: string | undefined;
        readonly promisedAt: string | null;
      }
    | undefined;
  /** Of her newest contact, oldest first. */
  readonly events: readonly { readonly code: string; readonly params: Readonly<Record<string, unknown>> }[];
  /** What whoever serves her reads; undefined where nobody does. */
  readonly thread: { readonly texts: readonly string[]; readonly pictures: number } | undefined;
};

/** The same of a post. */
export type FoundInPublic = {
  readonly is: string;
  readonly risk: number;
  readonly state: string;
  readonly postedAt: string;
  readonly dueAt: string;
  readonly needs: readonly string[];
};

const SHOWN_CHARS = 24;

/** What is not as it has to be, in words; none where all holds. */
export function unmet(seen: Seen, { texts, contact, events, thread }: Found): readonly string[] {
  const wrong: string[] = [];
  const expect = (what: string, wanted: string | number | undefined, found: unknown) => {
    if (wanted !== undefined && wanted !== found)
      wrong.push(`${what} is ${String(found)}, not ${String(wanted)}`);
  };
  if (seen.answers !== undefined && seen.answers !== texts.length) {
    const heard = texts.map((text) => text.slice(0, SHOWN_CHARS)).join(" | ");
    wrong.push(`${texts.length} answers, not ${seen.answers}: ${heard}`);
  }
  for (const said of seen.says ?? []) {
    if (!texts.some((text) => new RegExp(said, "u").test(text))) wrong.push(`nothing says ${said}`);
  }
  if (seen.event !== undefined) {
    const { code, rule, entry, reason } = seen.event;
    const params = events.findLast((event) => event.code === code)?.params;
    if (params === undefined) wrong.push(`nothing was ${code}`);
    else {
      expect(`the rule of ${code}`, rule, params["rule"]);
      expect("the entry", entry, params["entryTitle"]);
      expect("the reason", reason, params["reason"]);
    }
  }
  expect(
    "the lane",
    seen.lane,
    events.findLast(({ params }) => params["lane"] !== undefined)?.params["lane"],
  );
  expect("the state", seen.state, contact?.state);
  expect("the queue", seen.queue, contact?.queue);
  if (seen.promised === true && contact?.promisedAt == null) wrong.push("no time was promised");
  return [...wrong, ...unread(seen.agentReads ?? [], thread)];
}

function unread(wanted: readonly string[], thread: Found["thread"]): readonly string[] {
  if (wanted.length === 0) return [];
  if (thread === undefined) return ["nobody serves her"];
  return wanted
    .filter((text) => (text === "picture" ? thread.pictures === 0 : !thread.texts.includes(text)))
    .map((text) => `her agent would have to ask for ${text}`);
}

const MINUTE_MS = 60_000;

export function unmetInPublic(seen: SeenInPublic, found: FoundInPublic | undefined): readonly string[] {
  if (found === undefined) return [`${seen.post} has not come in`];
  const dueMinutes = Math.round((Date.parse(found.dueAt) - Date.parse(found.postedAt)) / MINUTE_MS);
  const pairs = [
    ["is", seen.is, found.is],
    ["is of risk", seen.risk, found.risk],
    ["is", seen.state, found.state],
    ["is due after minutes", seen.dueMinutes, dueMinutes],
  ] as const;
  const lacking = (seen.needs ?? []).filter((need) => !found.needs.includes(need));
  return [
    ...pairs.flatMap(([what, wanted, is]) =>
      wanted === undefined || wanted === is ? [] : [`${seen.post} ${what} ${is}, not ${wanted}`],
    ),
    ...lacking.map((need) => `an answer to ${seen.post} does not need ${need}`),
  ];
}

/** Sentences that must never leave, among all that did. */
export const forbiddenIn = (patterns: readonly string[], texts: readonly string[]): readonly string[] =>
  patterns.flatMap((pattern) =>
    texts
      .filter((text) => new RegExp(pattern, "u").test(text))
      .map((text) => `a forbidden sentence left: ${text}`),
  );
