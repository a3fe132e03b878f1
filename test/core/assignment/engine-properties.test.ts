import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createReader } from "../../../scripts/scenarios/events.ts";
import type { Scenario } from "../../../scripts/scenarios/file.ts";
import { ms, openingOf } from "../../../scripts/scenarios/opening.ts";
import { play } from "../../../scripts/scenarios/play.ts";
import { openWorld } from "../../../src/core/assignment/engine/open.ts";
import { step } from "../../../src/core/assignment/engine/step.ts";
import { explain } from "../../../src/core/assignment/explain/explain.ts";
import { type Journal, replay } from "../../../src/core/assignment/explain/replay.ts";
import type { LiveWorld } from "../../../src/core/assignment/live/world.ts";
import type { Decision } from "../../../src/core/assignment/live/decision.ts";
import { scenarios } from "./naive/worlds.ts";

function journalOf(scenario: Scenario): Journal {
  const read = createReader(scenario);
  const times = [...new Set(scenario.events.map(({ t }) => t)), scenario.until];
  return times.map((t) => ({
    at: ms(t),
    events: scenario.events.flatMap((event) =>
      event.t === t && t < scenario.until ? (read(event) ?? []) : [],
    ),
  }));
}

/** Looks at the world after each instant, and at all that was decided. */
function each(look: (world: LiveWorld, decisions: readonly Decision[]) => void, numRuns = 120): void {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const world = openWorld(openingOf(scenario));
      const all: Decision[] = [];
      for (const { at, events } of journalOf(scenario)) {
        const decisions = step(world, events, at);
        all.push(...decisions);
        look(world, all);
      }
    }),
    { numRuns },
  );
}

describe("whatever happens on whatever floor", () => {
  it("nobody is offered more than she has room for, but for one interruption", () => {
    each((world) => {
      for (const agent of world.agents.values()) {
        const held = [...agent.held.values()];
        expect(held.reduce((sum, { units }) => sum + units, 0)).toBe(agent.used);
        const offered = held.filter(({ contact }) => contact.offer?.at !== undefined);
        if (offered.length === 0 || held.some(({ contact }) => contact.state !== "offered")) continue;
        const interrupting = held.filter(({ contact }) => agent.spec.interrupts.includes(contact.channel));
        const heaviest = Math.max(0, ...interrupting.map(({ units }) => units));
        expect(agent.used).toBeLessThanOrEqual(agent.spec.capacity + heaviest);
      }
    });
  });

  it("a contact has one owner or one live offer, and is held by nobody else", () => {
    each((world) => {
      for (const contact of world.contacts.values()) {
        const holders = [...world.agents.values()].filter((agent) => agent.held.has(contact.id));
        const asked = contact.offer?.agents ?? [];
        expect(contact.offer !== undefined).toBe(contact.state === "offered");
        const own =
          contact.owner === undefined || contact.state === "dormant" || contact.state === "held"
            ? []
            : [contact.owner];
        expect(new Set(holders)).toEqual(new Set([...asked, ...own]));
      }
    });
  });

  it("nobody who is not ready, and no queue that ended, has a live offer", () => {
    each((world) => {
      for (const contact of world.contacts.values())
        for (const agent of contact.offer?.agents ?? []) expect(agent.presence).toBe("ready");
      for (const queue of world.queues.values()) {
        const offered = [...world.contacts.values()].filter(
          (contact) => contact.queue === queue && contact.state === "offered",
        );
        expect(queue.offered).toBe(offered.length);
        expect(queue.line.all.size).toBeLessThanOrEqual(queue.queued.size);
      }
    });
  });

  it("each contact that came is in one place: on the floor, or away by one decision", () => {
    each((world, decisions) => {
      const on = new Set(world.contacts.keys());
      for (const queue of world.queues.values())
        for (const contact of queue.queued) {
          expect(contact.state).toBe("queued");
          expect(world.contacts.get(contact.id)).toBe(contact);
        }
      const last = new Map<string, Decision["code"]>();
      for (const one of decisions)
        if ("contactId" in one && one.contactId !== undefined && one.code !== "error")
          last.set(one.contactId, one.code);
      const gone = new Set(["overflow", "refuse", "assigned", "abandoned", "rescind"]);
      for (const [id, code] of last) if (!on.has(id)) expect(gone).toContain(code);
    });
  });

  it("the same events decide the same, and leave the same floor", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(play(scenario)).toEqual(play(scenario));
        const [one, other] = [1, 2].map(() => replay(openingOf(scenario), journalOf(scenario)));
        const shape = (world: LiveWorld | undefined) =>
          [...(world?.contacts.values() ?? [])].map(({ id, state, owner }) => [id, state, owner?.id]);
        expect(shape(one)).toEqual(shape(other));
      }),
      { numRuns: 40 },
    );
  });

  it("nobody is free for a contact that waits: the explanation finds no one", () => {
    each((world) => {
      if (world.isStopped) return;
      for (const contact of world.contacts.values()) {
        if (contact.state !== "queued") continue;
        const first = explain(world, contact).candidates.filter(({ passedOver }) => passedOver === undefined);
        expect(first).toEqual([]);
      }
    }, 100);
  });
});

describe("the longest that anybody gives way (最长让位时间)", () => {
  const arrival = fc.record({ t: fc.integer({ min: 0, max: 300 }), boost: fc.constantFrom(0, 0, 20, 60) });

  it("a contact without boost is passed only by those that came less than the largest boost after it", () => {
    fc.assert(
      fc.property(
        fc.array(arrival, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 3, max: 20 }),
        (all, talk) => {
          const events = all
            .toSorted((one, other) => one.t - other.t)
            .map(({ t, boost }, index) => ({ t, ev: "enqueue", contact: `c${index}`, queue: "q", boost }));
          const scenario: Scenario = {
            id: "bound",
            config: {
              queues: [{ id: "q", auto_accept: true, wrap: 0 }],
              agents: [{ id: "A", preload: [["x", 1]] }],
            },
            events,
            until: 1_000,
          };
          const world = openWorld(openingOf(scenario));
          const read = createReader(scenario);
          const came = new Map(events.map(({ contact, t, boost }) => [contact, { t, boost }]));
          const served: string[] = ["x"];
          for (let t = 0; t < 1_000; t += 1) {
            const now = events.flatMap((event) => (event.t === t ? (read(event) ?? []) : []));
            const over = t % talk === 0 ? served.slice(-1) : [];
            const ends = over
              .filter((id) => world.contacts.has(id))
              .map((contactId) => ({ code: "ended", contactId }) as const);
            for (const one of step(world, [...now, ...ends], ms(t)))
              if (one.code === "assigned") served.push(one.contactId);
          }
          expect(served).toHaveLength(events.length + 1);
          for (const [place, id] of served.entries()) {
            const mine = came.get(id);
            if (mine === undefined || mine.boost > 0) continue;
            for (const before of served.slice(1, place))
              expect((came.get(before)?.t ?? 0) - mine.t).toBeLessThanOrEqual(60);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
