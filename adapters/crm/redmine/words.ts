import type { RecordEntry, TicketRecord } from "seatbridge/kit";

import type { Config } from "./config.ts";

const SUBJECT_MAX = 255;
/** Of a subject's id, enough to tell the few of one ticket apart. Their beginnings are moments, which may be equal. */
const SHORT = 8;
const MARK = /\[seatbridge ((?:[0-9a-f]{8}:\d+ ?)+)\]/g;

/** The last event of each subject that a note holds, in its last line: what is found there need not be said again. */
function markOf(entries: readonly RecordEntry[]): string {
  const last = new Map(entries.map(({ id }) => place(id)));
  return `[seatbridge ${[...last].map(([subject, number]) => `${subject}:${number}`).join(" ")}]`;
}

/** The entries that none of the notes holds. */
export function untold(entries: readonly RecordEntry[], notes: readonly string[]): readonly RecordEntry[] {
  const told = new Map<string, number>();
  for (const note of notes) {
    for (const [, places = ""] of note.matchAll(MARK)) {
      for (const one of places.trim().split(" ")) {
        const [subject, number] = place(one);
        told.set(subject, Math.max(number, told.get(subject) ?? 0));
      }
    }
  }
  return entries.filter(({ id }) => {
    const [subject, number] = place(id);
    return number > (told.get(subject) ?? 0);
  });
}

function place(id: string): readonly [subject: string, number: number] {
  const colon = id.lastIndexOf(":");
  return [id.slice(0, colon).slice(-SHORT), Number(id.slice(colon + 1))];
}

export function noteOf(entries: readonly RecordEntry[], config: Config): string {
  const lines = entries.map(({ at, text }) => `${timeText(at, config.timeZone)}  ${text}`);
  return `${verbatim(lines.join("\n"), config)}\n${markOf(entries)}`;
}

/** What a search for the issue looks for. */
export const keyOf = ({ ticketId }: TicketRecord): string => `seatbridge ${ticketId}`;

/** Whether an issue is this ticket's; its description may have been edited since, but not all that we wrote. */
export const isOurs = (
  ticket: TicketRecord,
  description: string | null | undefined,
  notes: readonly string[],
): boolean =>
  description?.includes(keyOf(ticket)) === true || notes.some((note) => note.match(MARK) !== null);

export function subjectOf({ number, title, fan }: TicketRecord): string {
  const about = title === "" ? (fan.name ?? fan.externalId) : title;
  return Array.from(`${number} ${about.replace(/\s+/gu, " ")}`.toWellFormed())
    .slice(0, SUBJECT_MAX)
    .join("");
}

export function descriptionOf(ticket: TicketRecord, config: Config): string {
  const { number, fan, account } = ticket;
  const lines = [`${number}  ${account.name} (${account.platform})`, `${fan.name ?? "–"}  ${fan.externalId}`];
  return `${verbatim(lines.join("\n"), config)}\n[${keyOf(ticket)}]`;
}

/**
 * As text, whatever it holds: a picture's address in a fan's words would be fetched by whoever opens the issue, a macro
 * would run. Only the sign that would end the block is parted, by a space of no width.
 */
function verbatim(text: string, { textFormat }: Config): string {
  if (textFormat === "textile") return `<pre>\n${text.replace(/<(?=\s*\/?\s*pre)/giu, "<\u200b")}\n</pre>`;
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function timeText(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return parts.format(new Date(at));
}
