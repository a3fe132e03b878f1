import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Content } from "../../../src/core/channel/content.ts";
import { foldContact, isLegal } from "../../../src/core/contact/apply.ts";
import type { Contact } from "../../../src/core/contact/contact.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";
import { DEAD_LETTER } from "../../../src/core/contact/hear.ts";
import { eventOf, events, wordless } from "./contents.ts";
import { emptyFloor, staffedFloor } from "../../support/floor.ts";
import { createThread, NOON } from "./hearing.ts";
import { type Code, samples } from "./lives.ts";

const words = ["ship", "which", "1", "2", "hi", "thanks", "nonsense", "person"];
const message = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Content | string>(...words) },
  { weight: 2, arbitrary: fc.constantFrom<Content | string>(...wordless, ...events.map(eventOf)) },
  { weight: 1, arbitrary: fc.constant<Content | string>(DEAD_LETTER) },
  { weight: 1, arbitrary: fc.string() },
);
/** What agents, the floor and the clock do in between. */
const meanwhile = fc.constantFrom(
  ...(["offered", "offer_ended", "accepted", "replied", "orphaned", "ended", "wrapped_up"] as const),
  ...(["turn over", "all leave", "all come"] as const),
);
const pause = fc.nat(3_600_000);
const messages = fc.array(fc.tuple(fc.oneof({ weight: 3, arbitrary: message }, meanwhile), pause), {
  maxLength: 40,
});
const pauseMs = fc.constantFrom(0, 2_500);

type Told = { contact: Contact; events: { event: ContactEvent; at: number }[] };
type Said = readonly (readonly [Content | string, number])[];

/** Every contact of a thread: as it was left, and all that was said to have happened to it. */
function hearAll(said: Said, turnMs: number) {
  let now = NOON;
  let floor = staffedFloor;
  const settings = { "turn.pauseMs": turnMs };
  const thread = createThread({ at: () => now, floor: () => floor, settings });
  const contacts = new Map<string, Told>();
  const tell = (contact: Contact, told: readonly ContactEvent[]): void => {
    const before = contacts.get(contact.id)?.events ?? [];
    const after = told.map((event) => ({ event, at: now }));
    contacts.set(contact.id, { contact, events: [...before, ...after] });
  };

  const hearings = said.flatMap(([content, waited]) => {
    now += waited;
    if (content === "all leave") floor = emptyFloor;
    else if (content === "all come") floor = staffedFloor;
    else if (typeof content === "string" && Object.hasOwn(samples, content)) {
      const code = content as Code;
      const before = thread.contact;
      if (before !== undefined && isLegal(before.state, code))
        tell(thread.step(samples[code]), [samples[code]]);
    } else {
      const inTurn = thread.contact?.turn !== undefined;
      if (content === "turn over" && !inTurn) return [];
      const hearing = content === "turn over" ? thread.endTurn() : thread.hear(content);
      if (hearing.contact !== undefined) tell(hearing.contact, hearing.contactEvents);
      return [hearing];
    }
    return [];
  });
  return { hearings, contacts: [...contacts.values()] };
}

describe("any run of messages", () => {
  it("leaves contacts that are exactly what their events tell", () => {
    fc.assert(
      fc.property(messages, pauseMs, (said, turnMs) => {
        for (const { contact, events: told } of hearAll(said, turnMs).contacts) {
          expect(foldContact(contact.id, told)).toEqual(contact);
        }
      }),
    );
  });

  it("brings every message to one end, and speaks only where that end allows it", () => {
    fc.assert(
      fc.property(messages, pauseMs, (said, turnMs) => {
        for (const hearing of hearAll(said, turnMs).hearings) {
          const { outcome, say, contact, contactEvents, conversationEvent } = hearing;
          expect(outcome.rule).not.toBe("");
          if (outcome.state === "answered") expect(say).toBeDefined();
          if (outcome.state === "ignored" || outcome.state === "dead") expect(say).toBeUndefined();
          if (outcome.state === "waiting") {
            expect(outcome.rule === "turn").toBe(contact?.turn !== undefined);
            expect(contact?.state === "bot").toBe(contact?.turn !== undefined);
          }
          // Whatever happened is written down, in the contact or beside it.
          expect(contactEvents).toHaveLength(contact === undefined ? 0 : 1);
          expect(conversationEvent === undefined).toBe(contact !== undefined);
        }
      }),
    );
  });

  it("tells a fan that a person will come when that begins to be true, and not again", () => {
    fc.assert(
      fc.property(messages, pauseMs, (said, turnMs) => {
        for (const { outcome, say, contactEvents } of hearAll(said, turnMs).hearings) {
          if (outcome.state !== "waiting" || say === undefined) continue;
          expect(contactEvents).toMatchObject([{ code: expect.stringMatching(/^(queued|left_message)$/) }]);
        }
      }),
    );
  });

  it("is silent while a person has the fan", () => {
    fc.assert(
      fc.property(messages, pauseMs, (said, turnMs) => {
        for (const { contactEvents, say } of hearAll(said, turnMs).hearings) {
          if (["waited", "heard"].includes(contactEvents[0]?.code ?? "")) expect(say).toBeUndefined();
        }
      }),
    );
  });

  it("keeps the fan's words out of every event", () => {
    const secret = "秘密的话";
    const spoken: Content[] = [
      { kind: "text", text: secret },
      { kind: "voice", mediaId: secret, format: "amr", recognition: secret },
      { kind: "location", latitude: 1, longitude: 2, label: secret },
      { kind: "link", title: secret, description: secret, url: secret },
      { kind: "unknown", type: secret, text: secret },
      eventOf({ name: "consent_withdrawn", subject: secret, everything: true, info: secret }),
      eventOf({ name: "menu_scanned", key: secret, scanType: secret, result: secret, waits: true }),
    ];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom<Content | string>("which", "thanks", ...spoken), fc.nat(9))),
        (said) => {
          const { hearings } = hearAll(said, 0);
          const written = hearings.map(({ outcome, contactEvents, conversationEvent }) => [
            outcome,
            contactEvents,
            conversationEvent,
          ]);
          expect(JSON.stringify(written)).not.toContain(secret);
        },
      ),
    );
  });
});
