import type { ContactEvent } from "../../../../src/core/contact/event.ts";
import { isTextKey, language, t, type TextKey } from "../../text/index.ts";
import type { Happening } from "../api/wire.ts";
import { momentOf } from "../time/time-text.ts";

/** The ticket's own events. */
type TicketCode = "opened" | "closed" | "reopened" | "changed";

const contactTexts: Readonly<Record<ContactEvent["code"], TextKey>> = {
  answered: "desk.event.answered",
  clarified: "desk.event.clarified",
  missed: "desk.event.missed",
  greeted: "desk.event.greeted",
  told: "desk.event.told",
  paused: "desk.event.paused",
  due: "desk.event.due",
  noted: "desk.event.noted",
  scanned: "desk.event.scanned",
  queued: "desk.event.queued",
  left_message: "desk.event.left_message",
  waited: "desk.event.waited",
  offered: "desk.event.offered",
  offer_ended: "desk.event.offer_ended",
  accepted: "desk.event.accepted",
  adopted: "desk.event.adopted",
  called: "desk.event.called",
  talked: "desk.event.talked",
  pass_offered: "desk.event.pass_offered",
  pass_ended: "desk.event.pass_ended",
  passed: "desk.event.passed",
  heard: "desk.event.heard",
  replied: "desk.event.replied",
  held: "desk.event.held",
  unheld: "desk.event.unheld",
  note_added: "desk.event.note_added",
  consulted: "desk.event.consulted",
  consult_ended: "desk.event.consult_ended",
  joined: "desk.event.joined",
  parted: "desk.event.parted",
  orphaned: "desk.event.orphaned",
  ended: "desk.event.ended",
  resumed: "desk.event.resumed",
  wrapup_owed: "desk.event.wrapup_owed",
  wrapped_up: "desk.event.wrapped_up",
  closed: "desk.event.closed",
  abandoned: "desk.event.abandoned",
  rating_asked: "desk.event.rating_asked",
  rating_skipped: "desk.event.rating_skipped",
  rated: "desk.event.rated",
};
const ticketTexts: Readonly<Record<TicketCode, TextKey>> = {
  opened: "desk.ticket.event.opened",
  closed: "desk.ticket.event.closed",
  reopened: "desk.ticket.event.reopened",
  changed: "desk.ticket.event.changed",
};

type Values = Happening["params"];

/** Codes among the parameters and where their words are; an offer is refused for other reasons than one waits for. */
const families: Readonly<Record<string, readonly string[]>> = {
  reason: ["desk.reason", "desk.reject"],
  outcome: ["desk.outcome"],
  resolution: ["desk.resolution"],
  because: ["desk.not_rated"],
  kind: ["desk.consult"],
  how: ["desk.consulted"],
};
const NOTHING = "–";

/** What happened, in a sentence; a code that this page does not know yet is shown as it is. */
export function eventWords({ subject, code, params, actor }: Happening): string {
  const texts: Readonly<Record<string, TextKey>> = subject === "ticket" ? ticketTexts : contactTexts;
  const key = textOfItsOwn(code, params) ?? texts[code];
  if (key === undefined) return code;
  return t(key, { ...sentenceParts(params), who: actor.staff?.name ?? t(`desk.by.${actor.kind}`) });
}

/** A call-back is promised by somebody of ours. */
function leftWords({ reason, unreached }: Values): TextKey {
  if (reason !== "call_back") return contactTexts.left_message;
  return unreached === true ? "desk.event.call_back.unreached" : "desk.event.call_back";
}

/** What tells more than its code does: how she was left, put aside by the clock, that nobody was asked by name, and who passed her on, each time, for whoever has her now. */
function textOfItsOwn(code: string, params: Values): TextKey | undefined {
  if (code === "left_message") return leftWords(params);
  if (code === "held" && params["by"] === "timer") return "desk.event.dormant";
  if (code === "consulted" && params["staffName"] == null) return "desk.event.consulted.all";
  return code === "queued" && params["reason"] === "transferred" ? "desk.event.transferred" : undefined;
}

function sentenceParts(params: Values): Record<string, string> {
  const codes = Object.fromEntries(
    Object.entries(families).map(([name, prefixes]) => [name, codeWord(prefixes, params[name])]),
  );
  const queue = params["queueName"];
  return {
    ...codes,
    staff: named(params["staffName"]),
    entry: named(params["entryTitle"]),
    category: category(params),
    score: String(params["score"] ?? NOTHING),
    scene: named(params["sceneName"]),
    promised: moment(params["promisedAt"]),
    fields: fieldWords(params["fields"]),
    into: typeof queue === "string" ? t("desk.event.part.into", { queue }) : "",
    why: params["reason"] == null ? "" : t("desk.event.part.why", { reason: codes["reason"] ?? "" }),
  };
}

/** Why somebody waits for a person, in a word; undefined where nothing is known of it. */
export const waitsBecause = (reason: string | null): string | undefined =>
  reason === null ? undefined : codeWord(["desk.reason"], reason);

const named = (value: Values[string] | undefined): string => (typeof value === "string" ? value : NOTHING);
const moment = (value: Values[string] | undefined): string =>
  typeof value === "number" ? momentOf(value) : NOTHING;

function codeWord(prefixes: readonly string[], code: Values[string] | undefined): string {
  if (typeof code !== "string") return NOTHING;
  const key = prefixes.map((prefix) => `${prefix}.${code}`).find((name) => isTextKey(name));
  return key === undefined ? code : t(key as TextKey);
}

function category(params: Values): string {
  const english = params["reasonNameEn"];
  const isEnglish = language.value === "en";
  return named(isEnglish && typeof english === "string" ? english : params["reasonName"]);
}

function fieldWords(fields: Values[string] | undefined): string {
  if (typeof fields !== "string") return NOTHING;
  const words = fields.split(",").map((field) => codeWord(["desk.ticket.field"], field));
  return words.join(t("desk.list.comma"));
}

/** What a thread tells between its messages; all the rest is in the messages themselves. */
const inThread: ReadonlySet<string> = new Set([
  "scanned",
  "queued",
  "left_message",
  "accepted",
  "consulted",
  "consult_ended",
  "called",
  "talked",
  "joined",
  "parted",
  "pass_offered",
  "pass_ended",
  "passed",
  "held",
  "unheld",
  "orphaned",
  "ended",
  "resumed",
  "wrapped_up",
  "closed",
  "abandoned",
]);
export const isToldInThread = ({ subject, code }: Happening): boolean =>
  subject === "contact" && inThread.has(code);
