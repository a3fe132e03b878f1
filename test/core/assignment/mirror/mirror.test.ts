import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { nextAt } from "../../../../src/core/assignment/engine/step.ts";
import type { Decision } from "../../../../src/core/assignment/live/decision.ts";
import type { QueueRules } from "../../../../src/core/assignment/live/rules.ts";
import type { AgentImage, ContactImage, Images } from "../../../../src/core/assignment/mirror/image.ts";
import { mirror, openMirror } from "../../../../src/core/assignment/mirror/mirror.ts";
import { agent, AT, contact, rules } from "./images.ts";

const NOTHING: Images = { agents: [], agentsGone: [], contacts: [], contactsGone: [], pauses: [] };

const offersOf = (decisions: readonly Decision[]): readonly string[] =>
  decisions.flatMap((one) => (one.code === "offer" ? [`${one.contactId} to ${one.agentId}`] : []));

function open(
  agents: readonly AgentImage[],
  contacts: readonly ContactImage[],
  queue: Partial<QueueRules> = {},
) {
  const world = openMirror({ queues: [rules(queue)], agents, contacts }, AT);
  return {
    world,
    offers: (images: Partial<Images> = {}, at = AT) => offersOf(mirror(world, { ...NOTHING, ...images }, at)),
  };
}

const with_ = (state: "offered" | "active" | "wrapup", agentId: string, units = 1) =>
  ({ place: { state, agentId, units } }) as const;

describe("a floor that is told how its rows are", () => {
  it("offers the longest waiting to the longest idle", () => {
    const { offers } = open(
      [agent("amy", { readySince: AT - 5_000 }), agent("bo", { readySince: AT - 9_000 })],
      [contact("late", { enqueuedAt: AT - 1_000 }), contact("early", { enqueuedAt: AT - 2_000 })],
    );
    expect(offers()).toEqual(["early to bo", "late to amy"]);
  });

  it.each<[string, readonly AgentImage[], readonly ContactImage[], readonly string[]]>([
    ["her former agent first", [agent("amy"), agent("bo")], [contact("c", { preferId: "bo" })], ["c to bo"]],
    [
      "anybody where her former agent's hands are full",
      [agent("amy"), agent("bo")],
      [contact("x", with_("active", "bo")), contact("c", { preferId: "bo" })],
      ["c to amy"],
    ],
    ["nobody whose desk is silent", [agent("amy", { heldBack: "silent" })], [contact("c")], []],
    ["nobody who owes too many wrap-ups", [agent("amy", { heldBack: "owes_wrapups" })], [contact("c")], []],
    ["nobody who is on a break", [agent("amy", { presence: "break" })], [contact("c")], []],
    ["nobody who rests", [agent("amy", {}, { restsUntil: AT + 1 })], [contact("c")], []],
    [
      "nobody while offer, talk and wrap-up fill her hands",
      [agent("amy", { capacity: 3 })],
      [
        contact("o", with_("offered", "amy")),
        contact("t", with_("active", "amy")),
        contact("w", with_("wrapup", "amy")),
        contact("c"),
      ],
      [],
    ],
    [
      "nobody whom a heavier contact than there is room for would cost too much",
      [agent("amy", { capacity: 3 })],
      [contact("t", with_("active", "amy", 2)), contact("c", { spec: { units: 2 } })],
      [],
    ],
    [
      "nobody while what is passed on to her and what she passes on herself fill her hands",
      [agent("amy"), agent("bo")],
      [
        contact("w", {
          place: { state: "offered", agentId: "bo", units: 1, keeper: { agentId: "amy", units: 1 } },
        }),
        contact("c"),
      ],
      [],
    ],
    [
      "another than who declined it",
      [agent("amy", { readySince: 0 }), agent("bo")],
      [contact("c", { past: [{ agentId: "amy", at: AT - 30_000, how: "refused" }] })],
      ["c to bo"],
    ],
    [
      "whoever declined it once all have",
      [agent("amy")],
      [contact("c", { past: [{ agentId: "amy", at: AT - 30_000, how: "refused" }] })],
      ["c to amy"],
    ],
    [
      "another than who passed it on",
      [agent("amy", { readySince: 0 }), agent("bo")],
      [contact("c", { past: [{ agentId: "amy", at: AT - 1, how: "passed_on" }] })],
      ["c to bo"],
    ],
    [
      "not at once to whom it was taken back from",
      [agent("amy")],
      [contact("c", { past: [{ agentId: "amy", at: AT - 999, how: "taken_back" }] })],
      [],
    ],
  ])("gives a contact to %s", (_, agents, contacts, given) => {
    expect(open(agents, contacts).offers()).toEqual(given);
  });

  it("decides nothing twice: what it decided and what the rows say of it are the same", () => {
    const { offers, world } = open([agent("amy")], [contact("c")]);
    expect(offers()).toEqual(["c to amy"]);
    const made = { contacts: [contact("c", with_("offered", "amy"))] };
    expect(offers(made)).toEqual([]);
    // When it is over, the rows say; the engine alone takes nothing back.
    expect(offers({}, AT + 60_000)).toEqual([]);
    expect(world.agents.get("amy")?.used).toBe(1);
  });

  it("frees who passed a contact on once it is another's", () => {
    const keeper = { agentId: "amy", units: 1 };
    const warm = contact("w", { place: { state: "offered", agentId: "bo", units: 1, keeper } });
    const { offers } = open([agent("amy"), agent("bo")], [warm, contact("c")]);
    expect(offers()).toEqual([]);
    expect(offers({ contacts: [warm] })).toEqual([]);
    expect(offers({ contacts: [contact("w", with_("active", "bo"))] })).toEqual(["c to amy"]);
  });

  it("moves her up when her matter presses more by now", () => {
    const { offers } = open([], [contact("early"), contact("late", { enqueuedAt: AT - 1 })]);
    expect(offers()).toEqual([]);
    const pressing = contact("late", { enqueuedAt: AT - 1, spec: { boostMs: 300_000 } });
    expect(offers({ contacts: [pressing], agents: [agent("amy")] })).toEqual(["late to amy"]);
  });

  it("takes back what did not become true", () => {
    const { offers } = open([agent("amy")], [contact("c"), contact("d", { enqueuedAt: AT - 1 })]);
    expect(offers()).toEqual(["c to amy"]);
    const pauses = [{ contactId: "c", agentId: "amy", until: AT + 50 }];
    expect(offers({ agents: [agent("amy")], contacts: [contact("c")], pauses })).toEqual(["d to amy"]);
  });

  it("tries again when a pause is over, and says when that is", () => {
    const { offers, world } = open([agent("amy")], [contact("c")]);
    offers();
    offers({ contacts: [contact("c")], pauses: [{ contactId: "c", agentId: "amy", until: AT + 50 }] });
    expect(nextAt(world)).toBe(AT + 50);
    expect(offers({}, AT + 50)).toEqual(["c to amy"]);
  });

  it("opens a ring when the contact is old enough for it, of its own accord", () => {
    const far = agent("far", { memberships: [{ queueId: "q", priority: 1, level: 1, delayMs: 0 }] });
    const near = agent("near", { presence: "break" });
    const { offers, world } = open([near, far], [contact("c", { enqueuedAt: AT - 20_000 })], {
      rings: [0, 30_000],
    });
    expect(offers()).toEqual([]);
    expect(nextAt(world)).toBe(AT + 10_000);
    expect(offers({}, AT + 10_000)).toEqual(["c to far"]);
  });

  it("lets whoever has waited too long go before every priority", () => {
    const { offers } = open(
      [agent("amy")],
      [
        contact("old", { enqueuedAt: AT - 700_000, spec: { priority: 9 } }),
        contact("urgent", { spec: { priority: 1 } }),
      ],
      { order: "priority", maxAgeMs: 600_000 },
    );
    expect(offers()).toEqual(["old to amy"]);
  });

  it("says once that a contact which still waits is soon due", () => {
    const { world } = open([], [contact("c", { spec: { dueAt: AT + 360_000 } })], { order: "deadline" });
    const said = (at: number) => mirror(world, NOTHING, at).map(({ code }) => code);
    expect(said(AT + 59_999)).toEqual([]);
    expect(said(AT + 60_000)).toEqual(["due_soon"]);
    expect(said(AT + 120_000)).toEqual([]);
  });
});

describe("a floor that has been told of every change", () => {
  type Rows = {
    readonly agents: Map<string, AgentImage>;
    readonly contacts: Map<string, ContactImage>;
  };
  const NAMES = ["amy", "bo", "cy"];
  const change = fc.record({
    who: fc.constantFrom(...NAMES),
    what: fc.nat({ max: 7 }),
    which: fc.nat({ max: 20 }),
    passes: fc.nat({ max: 5_000 }),
  });

  /** One thing that happens to the rows; what it touched. */
  function happen(
    rows: Rows,
    { who, what, which }: { readonly who: string; readonly what: number; readonly which: number },
    at: number,
  ): Images {
    const none = { ...NOTHING };
    const open = [...rows.contacts.values()];
    const one = open[which % Math.max(1, open.length)];
    if (what <= 2 || one === undefined) {
      const id = `c${at}`;
      const image = contact(id, { enqueuedAt: at, enteredAt: at, spec: { units: 1 + (which % 2) } });
      rows.contacts.set(id, image);
      return { ...none, contacts: [image] };
    }
    if (what <= 4) {
      const presence = which % 2 === 0 ? "ready" : "break";
      const image = agent(who, { capacity: 3, presence, readySince: at });
      rows.agents.set(who, image);
      return { ...none, agents: [image] };
    }
    if (what === 5 || one.place.state === "queued") {
      rows.contacts.delete(one.spec.id);
      return { ...none, contactsGone: [one.spec.id] };
    }
    const moved = { ...one, place: { ...one.place, state: what === 6 ? "active" : "wrapup" } as const };
    rows.contacts.set(one.spec.id, moved);
    return { ...none, contacts: [moved] };
  }

  /** Every second decision is refused at first, and told as it was; the others are told as they became. */
  function settle(rows: Rows, decided: readonly Decision[], refused: Set<string>): readonly ContactImage[] {
    return decided.flatMap((decision, n) => {
      if (decision.code !== "offer") return [];
      const { contactId: id, agentId } = decision;
      const before = rows.contacts.get(id);
      if (before === undefined) throw new Error("offered what is not there");
      if (n % 2 === 1 && !refused.has(id)) {
        refused.add(id);
        return [before];
      }
      const after = { ...before, ...with_("offered", agentId, before.spec.units) };
      rows.contacts.set(id, after);
      return [after];
    });
  }

  it("decides as one that is opened now", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const rows: Rows = { agents: new Map(), contacts: new Map() };
        const queues = [rules()];
        const told = openMirror({ queues, agents: [], contacts: [] }, AT);
        let at = AT;
        for (const one of changes) {
          at += 1 + one.passes;
          let decided = mirror(told, happen(rows, one, at), at);
          const all = { queues, agents: [...rows.agents.values()], contacts: [...rows.contacts.values()] };
          expect(offersOf(decided)).toEqual(offersOf(mirror(openMirror(all, at), NOTHING, at)));
          const refused = new Set<string>();
          while (offersOf(decided).length > 0)
            decided = mirror(told, { ...NOTHING, contacts: settle(rows, decided, refused) }, at);
        }
      }),
      { numRuns: 200 },
    );
  });
});
