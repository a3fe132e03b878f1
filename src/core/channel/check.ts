import { type Instant, MINUTE } from "../kernel/instant.ts";

/** A word has so long to arrive; */
export const CHECK_WORD_MS_MAX = 3 * MINUTE;
/** and what becomes of it is followed until so long after the start. */
export const CHECK_MS_MAX = 5 * MINUTE;

/** A word's way, in order. `seen`: as near as a platform lets us come to that, see `CheckStep`. */
export const CHECK_STEPS = [
  "received",
  "verified",
  "stored",
  "matched",
  "answered",
  "accepted",
  "seen",
] as const;

/** One step of the next word's way, or why it ends there. */
export type CheckStep = {
  readonly step: (typeof CHECK_STEPS)[number];
  /** none: this word's way does not lead here. */
  readonly state: "ahead" | "now" | "done" | "failed" | "none";
  /** Undefined also where it happened and nobody noted the moment. */
  readonly at?: Instant | undefined;
  /** What of it: the refusal's reason, the event, the platform's code. */
  readonly code?: string | undefined;
  /** An entry's title, our own words, a code that says more; never a word of a fan. */
  readonly detail?: string | undefined;
};

/** What a node notes while a check is open, since no other row tells it. Ids and codes. */
export type CheckNote =
  /** At the door; `not_stored`: it was verified, and could not be kept. */
  | { readonly step: "refused"; readonly at: Instant; readonly code: string; readonly detail?: string }
  /** A word is committed. */
  | {
      readonly step: "taken";
      readonly at: Instant;
      readonly key: string;
      readonly receivedAt: Instant;
      readonly verifiedAt?: Instant;
    }
  /** The call that brought it has its answer. */
  | { readonly step: "replied"; readonly at: Instant; readonly key: string }
  /** The platform's interface has answered about words of ours. */
  | {
      readonly step: "sent";
      readonly at: Instant;
      readonly conversationId: string;
      readonly seq: number;
    };

/** The word that is followed, as its rows have it. */
export type CheckedWord = {
  readonly key: string;
  readonly conversationId: string | null;
  /** The moment of the batch that took it. */
  readonly at: Instant;
  readonly state: "stored" | "answered" | "waiting" | "ignored" | "dead";
  readonly rule: string | null;
  /** The event that says what was made of it; `entry`: a title. */
  readonly decided: {
    readonly at: Instant;
    readonly code: string;
    readonly rule: string | null;
    readonly entry: string | null;
  } | null;
  /** What the bot says to it. `seen`: as the view `outbox_seen` has it. */
  readonly reply: {
    readonly seq: number;
    readonly at: Instant;
    readonly passive: boolean;
    readonly seen: string;
    readonly code: string | null;
    readonly kind: string;
    readonly text: string | null;
  } | null;
};

export type CheckFacts = {
  readonly startedAt: Instant;
  readonly notes: readonly CheckNote[];
  readonly word: CheckedWord | undefined;
};

/** How far the first word since the start has come; `over`: nothing more will be known. */
export function checkOf(
  facts: CheckFacts,
  at: Instant,
): { readonly over: boolean; readonly steps: readonly CheckStep[] } {
  const { startedAt, word } = facts;
  const isLate = at - startedAt >= (word === undefined ? CHECK_WORD_MS_MAX : CHECK_MS_MAX);
  const found = word === undefined ? atTheDoor(facts, isLate) : ofWord(word, facts.notes);
  const steps = CHECK_STEPS.map((step) => found.find((one) => one.step === step) ?? ahead(step));
  const ended = isLate ? steps.map(tooLate) : steps;
  const isEnded =
    ended.some(({ state }) => state === "failed") ||
    ended.every(({ state }) => state === "done" || state === "none");
  return { over: isLate || (word !== undefined && isEnded), steps: ended };
}

const ahead = (step: CheckStep["step"]): CheckStep => ({ step, state: "ahead" });
const tooLate = (step: CheckStep): CheckStep =>
  step.state === "now" ? { ...step, state: "failed", detail: step.code, code: "late" } : step;

/** Nothing was taken in yet: the last refusal says the most. A better word may still come. */
function atTheDoor({ notes }: CheckFacts, isLate: boolean): readonly CheckStep[] {
  const refusal = notes.findLast((note) => note.step === "refused");
  if (refusal === undefined) {
    return [
      isLate
        ? { step: "received", state: "failed", code: "nothing_came" }
        : { step: "received", state: "now" },
    ];
  }
  const { at, code, detail } = refusal;
  const failed = (step: CheckStep["step"]): CheckStep => ({ step, state: "failed", at, code, detail });
  const done = (step: CheckStep["step"]): CheckStep => ({ step, state: "done", at });
  if (code === "account_unknown") return [failed("received")];
  if (code === "not_stored") return [done("received"), done("verified"), failed("stored")];
  return [done("received"), failed("verified")];
}

function ofWord(word: CheckedWord, notes: readonly CheckNote[]): readonly CheckStep[] {
  const taken = notes.find((note) => note.step === "taken" && note.key === word.key);
  const { receivedAt, verifiedAt, at } = taken?.step === "taken" ? taken : { at: word.at };
  return [
    { step: "received", state: "done", at: receivedAt },
    { step: "verified", state: "done", at: verifiedAt },
    { step: "stored", state: "done", at },
    matched(word, at),
    ...answered(word, at),
    ...left(word, notes),
  ];
}

/** What is decided is true once it is committed, with the word or after it. */
function matched({ state, rule, decided }: CheckedWord, storedAt: Instant): CheckStep {
  const step = "matched";
  if (state === "dead") return { step, state: "failed", code: "dead" };
  if (decided === null) {
    return { step, state: "now", code: state === "stored" ? "stored" : "paused", detail: rule ?? undefined };
  }
  const { code, entry } = decided;
  const detail = entry ?? decided.rule ?? undefined;
  return { step, state: "done", at: Math.max(decided.at, storedAt), code, detail };
}

function answered({ state, decided, reply }: CheckedWord, storedAt: Instant): readonly CheckStep[] {
  const step = "answered";
  if (reply !== null) {
    const { kind, text } = reply;
    return [{ step, state: "done", at: Math.max(reply.at, storedAt), code: kind, detail: text ?? undefined }];
  }
  if (decided === null && state !== "dead") return [];
  const code = state === "dead" ? "dead" : decided?.code;
  return [
    { step, state: "none", code },
    { step: "accepted", state: "none" },
    { step: "seen", state: "none" },
  ];
}

/** How the answer left. Of a passive one nobody but a redelivery tells, of another the interface's own answer does. */
function left(
  { key, conversationId, reply }: CheckedWord,
  notes: readonly CheckNote[],
): readonly CheckStep[] {
  if (reply === null) return [];
  const { seq, passive, seen } = reply;
  const note = notes.findLast((one) =>
    passive
      ? one.step === "replied" && one.key === key
      : one.step === "sent" && one.conversationId === conversationId && one.seq === seq,
  );
  const code = passive ? "passive" : "interface";
  const accepted: CheckStep = { step: "accepted", state: "done", at: note?.at, code };
  switch (seen) {
    case "written":
      return [accepted, { step: "seen", state: "now", code }];
    case "accepted":
      return [accepted, { step: "seen", state: "done", code }];
    case "rejected":
    case "expired":
    case "unknown":
      return [{ ...accepted, state: "failed", code: seen, detail: reply.code ?? undefined }];
    default:
      return [{ step: "accepted", state: "now", code: seen, detail: reply.code ?? undefined }];
  }
}
