import { describe, expect, it } from "@jest/globals";
import { apply } from "../../../src/core/contact/apply.ts";
import { type Contact, open } from "../../../src/core/contact/contact.ts";
import { changePresence, lose, signOut } from "../../../src/core/seating/leaving.ts";
import { acceptOffer, endOffer, makeOffer } from "../../../src/core/seating/offering.ts";
import { type AgentSession, signIn } from "../../../src/core/seating/session.ts";
import { type AgentWork, isAcceptable, type Offer, type WorkChange } from "../../../src/core/seating/work.ts";

const AT = 1_000_000;
const ready: AgentSession = signIn(
  "s1",
  { code: "signed_in", staff: "amy", seat: "A-1", presence: "ready", capacity: 5, owed: 0 },
  AT,
);
const OPENS = { ticketId: "t", dueAt: AT };
const queued = (id: string): Contact =>
  apply(open(id, OPENS, AT), { code: "queued", reason: "asked", opens: OPENS }, AT);
const offer = (id: string, contactId: string): Offer => ({
  id,
  contactId,
  staffId: "amy",
  sessionId: "s1",
  at: AT,
  until: AT + 30_000,
  units: 1,
});
const offered = (id: string, contactId: string): Contact =>
  apply(
    queued(contactId),
    { code: "offered", offer: id, staff: "amy", session: "s1", until: AT + 30_000 },
    AT,
  );
const served = (id: string, waits: boolean): Contact => {
  const accepted = { code: "accepted", staff: "amy", session: "s1", mode: "accepted" } as const;
  const active = apply(queued(id), accepted, AT);
  return waits ? active : apply(active, { code: "replied", seq: 2, staff: "amy", parts: 1 }, AT);
};

const two: AgentWork = {
  session: { ...ready, used: 2 },
  offers: [offer("o1", "c1"), offer("o2", "c2")],
  contacts: [offered("o1", "c1"), offered("o2", "c2")],
};

/** A change in few words: what happens to each contact, to each offer, and to the session. */
const told = ({ contacts, ended, session }: WorkChange) => ({
  contacts: contacts.map(
    ({ contact, events }) => `${contact.id}: ${events.map(({ code }) => code).join(", ")}`,
  ),
  offers: ended.map((one) => `${one.offer.id}: ${one.outcome}`),
  session: session.events.map((event) =>
    event.code === "released" ? `released ${event.contact}: ${event.why}` : event.code,
  ),
});

describe("an offer", () => {
  it("is made only of a contact that waits, to an agent who can take it", () => {
    const one = offer("o1", "c1");
    expect(makeOffer(offered("o9", "c1"), ready, one, "offered")).toBeUndefined();
    expect(makeOffer(queued("c1"), { ...ready, used: 5 }, one, "offered")).toBeUndefined();
    expect(makeOffer(queued("c1"), { ...ready, presence: "break" }, one, "offered")).toBeUndefined();
    const made = makeOffer(queued("c1"), ready, one, "offered");
    expect(made && told(made)).toEqual({ contacts: ["c1: offered"], offers: [], session: ["reserved"] });
  });

  it("is accepted by itself in the same moment", () => {
    const made = makeOffer(queued("c1"), ready, offer("o1", "c1"), "auto");
    expect(made && told(made)).toEqual({
      contacts: ["c1: offered, accepted"],
      offers: ["o1: accepted"],
      session: ["reserved", "accepted"],
    });
  });

  it("can be accepted up to its end, and not at it", () => {
    expect([AT + 29_999, AT + 30_000].map((at) => isAcceptable(offer("o1", "c1"), at))).toEqual([
      true,
      false,
    ]);
    expect(told(acceptOffer(offered("o1", "c1"), two.session, offer("o1", "c1")))).toEqual({
      contacts: ["c1: accepted"],
      offers: ["o1: accepted"],
      session: ["accepted"],
    });
  });

  it.each<[string, "no_answer" | "rejected" | "withdrawn", number, string[], string[]]>([
    ["not answered, frees her and counts", "no_answer", 2, ["o1: no_answer"], ["released c1: no_answer"]],
    [
      "not answered once too often, sets her away and takes the others back",
      "no_answer",
      1,
      ["o1: no_answer", "o2: withdrawn"],
      ["released c1: no_answer", "released c2: withdrawn", "presence_changed"],
    ],
    ["rejected, only frees her", "rejected", 1, ["o1: rejected"], ["released c1: rejected"]],
    ["taken back, only frees her", "withdrawn", 1, ["o1: withdrawn"], ["released c1: withdrawn"]],
  ])("%s", (_, outcome, noAnswerMax, offers, session) => {
    expect(told(endOffer(two, offer("o1", "c1"), outcome, { noAnswerMax }))).toMatchObject({
      offers,
      session,
    });
  });

  it("whose contact has gone elsewhere frees her all the same, and leaves the contact alone", () => {
    const work = {
      ...two,
      contacts: [apply(two.contacts[0] ?? queued("c1"), { code: "abandoned", resolution: "unfollowed" }, AT)],
    };
    expect(told(endOffer(work, offer("o1", "c1"), "withdrawn", { noAnswerMax: 1 }))).toEqual({
      contacts: [],
      offers: ["o1: withdrawn"],
      session: ["released c1: withdrawn"],
    });
  });
});

describe("leaving", () => {
  it("ready gives all offers back first", () => {
    const change = changePresence(two, {
      code: "presence_changed",
      to: "break",
      by: "agent",
      reason: "meal",
    });
    expect(told(change)).toEqual({
      contacts: ["c1: offer_ended", "c2: offer_ended"],
      offers: ["o1: withdrawn", "o2: withdrawn"],
      session: ["released c1: withdrawn", "released c2: withdrawn", "presence_changed"],
    });
  });

  it("for good is at once where only offers are left, and waits for work", () => {
    expect(told(signOut(two, AT)).session.at(-1)).toBe("signed_out");
    expect(told(signOut({ ...two, session: { ...ready, used: 3 } }, AT)).session.at(-1)).toBe(
      "presence_changed",
    );
  });

  it("without a word hands everything over by what its fan waits for", () => {
    const wrapping = apply(served("c5", false), { code: "ended", by: "agent", dueAt: AT }, AT);
    const work = {
      session: { ...ready, used: 4 },
      offers: [offer("o1", "c1")],
      contacts: [offered("o1", "c1"), served("c3", true), served("c4", false), wrapping],
    };
    expect(told(lose(work, { by: "engine", how: "lost", until: AT }))).toEqual({
      contacts: ["c1: offer_ended", "c3: queued", "c4: orphaned", "c5: wrapup_owed"],
      offers: ["o1: agent_gone"],
      session: [
        "released c1: agent_gone",
        "released c3: orphaned",
        "released c4: orphaned",
        "released c5: wrapup_owed",
        "signed_out",
      ],
    });
  });
});
