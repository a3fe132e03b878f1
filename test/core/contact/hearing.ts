import type { Decision, Heard, Memory } from "../../../src/core/answer/decide.ts";
import { OUR_MATTERS } from "../../../src/core/answer/words/own.ts";
import type { Content } from "../../../src/core/channel/content.ts";
import { apply } from "../../../src/core/contact/apply.ts";
import { type Contact, isOpen } from "../../../src/core/contact/contact.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";
import { hear } from "../../../src/core/contact/hear.ts";
import type { Hearing, HearingContext, Invited, Served } from "../../../src/core/contact/hearing.ts";
import { endTurn } from "../../../src/core/contact/turn.ts";
import type { Entry } from "../../../src/core/knowledge/entry.ts";
import type { Floor } from "../../../src/core/seating/floor.ts";
import { defaultSettings, type Settings } from "../../../src/core/setting/registry.ts";
import { staffedFloor } from "../../support/floor.ts";

export const NOON = Date.UTC(2026, 2, 1, 12);

export const entry = (id: string): Entry => ({
  id,
  version: 3,
  key: `key_${id}`,
  title: `title of ${id}`,
  phrasings: [],
  answer: { kind: "text", text: `answer of ${id}` },
});

const top = [
  { entryId: "ship", version: 3, score: 0.876_54 },
  { entryId: "track", version: 3, score: 0.5 },
  { entryId: "coupon", version: 3, score: 0.1 },
];

/** Fans of these tests say outright what should become of their words. */
const decisions: Record<string, Decision> = {
  ship: { kind: "answer", entry: entry("ship"), score: 0.876_54, rule: "matched", top },
  which: { kind: "clarify", options: [entry("ship"), entry("track")], score: 0.5, rule: "close", top },
  hi: { kind: "greet", rule: "opener", top: [] },
  thanks: { kind: "courtesy", rule: "courtesy", top: [] },
  person: { kind: "hand_over", reason: "asked", rule: "person_wished", top: [] },
  smoke: { kind: "hand_over", reason: "risk", rule: "risk_fire_or_electric", top: [], lane: "risk" },
  lawyer: { kind: "hand_over", reason: "risk", rule: "risk_law_or_press", top, lane: "risk", knowledge: "k" },
  price: { kind: "answer", entry: entry("ship"), score: 1, rule: "matched", top: [], lane: "purchase" },
  complain: { kind: "hand_over", reason: "asked", rule: "person_wished", top: [], lane: "complaint" },
  again: { kind: "courtesy", rule: "opener_again", top: [] },
  curse: { kind: "miss", score: 0.1, rule: "abuse", top, knowledge: "k" },
  // What a turn's pieces come to, as they are joined.
  "two pieces": { kind: "answer", entry: entry("ship"), score: 0.9, rule: "matched", top },
  "smo ke": { kind: "hand_over", reason: "risk", rule: "risk_fire_or_electric", top: [] },
  "than ks": { kind: "courtesy", rule: "courtesy", top: [] },
};

/** As the real one: a choice is one only while a list is open; the second miss in a row hands over. */
export function decide({ text }: Heard, memory: Memory): Decision {
  const chosen = memory.asked?.[Number(text) - 1];
  if (chosen !== undefined)
    return { kind: "answer", entry: entry(chosen), score: 1, rule: "chosen", top: [] };
  const decision = Object.hasOwn(decisions, text) ? decisions[text] : undefined;
  if (decision !== undefined) return decision;
  if (memory.missesInRow + 1 < 2) return { kind: "miss", score: 0.1, rule: "below_threshold", top };
  return { kind: "hand_over", reason: "missed_twice", rule: "misses_in_row", top };
}

export type Thread = {
  /** The open contact. */
  readonly contact: Contact | undefined;
  readonly hear: (content: Content | string) => Hearing;
  /** What somebody else does to the open contact. */
  readonly step: (...events: readonly ContactEvent[]) => Contact;
  /** The turn's time is up. */
  readonly endTurn: () => Hearing;
};

export type ThreadOptions = {
  readonly at?: () => number;
  /** By default the bot does not wait for more pieces. */
  readonly settings?: Partial<Settings>;
  readonly floor?: () => Floor;
  readonly served?: Served;
  readonly invited?: () => Invited | undefined;
  readonly queueOfLane?: HearingContext["queueOfLane"];
};

const contentOf = (content: Content | string): Content =>
  typeof content === "string" ? { kind: "text", text: content } : content;

/** One fan's thread: every message is heard where the last one left off. */
export function createThread(options: ThreadOptions = {}): Thread {
  const settings = { ...defaultSettings, "turn.pauseMs": 0, ...options.settings };
  const at = options.at ?? (() => NOON);
  let { served } = options;
  let contact: Contact | undefined;
  let pieces: Content[] = [];
  let seq = 0;
  let made = 0;

  const context = (): HearingContext => ({
    contact,
    served,
    invited: options.invited?.(),
    seq,
    at: at(),
    settings,
    ids: () => `id ${(made += 1)}`,
    decide,
    entryOfKey: (key) => (key === "key_ship" ? entry("ship") : undefined),
    floor: options.floor?.() ?? staffedFloor,
    queueId: "queue",
    matters: OUR_MATTERS,
    ...(options.queueOfLane && { queueOfLane: options.queueOfLane }),
  });

  function keep(changed: Contact | undefined): void {
    if (changed === undefined) return;
    if (changed.turn === undefined) pieces = [];
    const { id: contactId, ticketId, ownerId: staffId, talkEndedAt: endedAt } = changed;
    if (staffId !== undefined && endedAt !== undefined)
      served = { contactId, ticketId, staffId, at: endedAt };
    contact = isOpen(changed) ? changed : undefined;
  }

  function follow(hearing: Hearing): Hearing {
    if (hearing.say !== undefined) seq += 1;
    keep(hearing.contact);
    return hearing;
  }

  return {
    get contact() {
      return contact;
    },
    hear(said) {
      seq += 1;
      const content = contentOf(said);
      pieces.push(content);
      return follow(hear(content, context()));
    },
    step(...events) {
      if (contact === undefined) throw new Error("nothing is open");
      const changed = events.reduce<Contact>((before, event) => apply(before, event, at()), contact);
      keep(changed);
      return changed;
    },
    endTurn: () => follow(endTurn(pieces, context())),
  };
}
