import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { found, openFloor, QUEUE, type SmallFloor } from "./small-floor.ts";

/** Scenarios of the specification that the first form of seating covers; the copy is theirs. */
const SCENARIOS: Scenario[] = JSON.parse(
  readFileSync(new URL("./scenarios.json", import.meta.url), "utf8"),
) as Scenario[];

type Scenario = {
  readonly id: string;
  readonly title: string;
  readonly config: {
    readonly queues: readonly [
      { readonly offer_timeout?: number; readonly wrap?: number; readonly no_answer_delay?: number },
    ];
    readonly agents: readonly {
      readonly id: string;
      readonly capacity?: number;
      readonly since?: number;
      readonly preload?: readonly [string, number][];
    }[];
  };
  readonly events: readonly {
    readonly t: number;
    readonly ev: string;
    readonly contact: string;
    readonly agent: string;
  }[];
  readonly until: number;
  readonly expect: readonly Line[];
};
type Line = {
  readonly t: number;
  readonly ev: string;
  readonly contact: string;
  readonly agent?: string;
  readonly code?: string;
  readonly reason?: string;
};

const S = 1_000;
/** The scenarios' idle marks lie before their start. */
const START = 1_000_000 * S;

function play({ config, events, until }: Scenario): Line[] {
  const [{ offer_timeout = 20, wrap = 0, no_answer_delay = 10 }] = config.queues;
  const floor = openFloor({
    agents: config.agents.map(({ since = 0, ...agent }) => ({ ...agent, since: START + since * S })),
    policy: { offerMs: offer_timeout * S, noAnswerMax: 3 },
    limits: { coolMs: no_answer_delay * S, excludeMs: Infinity },
  });
  for (const { id, preload = [] } of config.agents) {
    for (const [contact] of preload) preloaded(floor, id, contact);
  }
  const log: Line[] = [];
  const wrapEnds: { readonly contact: string; readonly agent: string; readonly at: number }[] = [];
  let frozen = false;

  for (let t = 0; t <= until; t += 1) {
    const at = START + t * S;
    const tell = (line: Omit<Line, "t">) => log.push({ t, ...line });
    for (const event of events.filter(({ ev, t: when }) => when === t && (ev === "freeze" || ev === "thaw")))
      frozen = event.ev === "freeze";
    if (frozen) continue;
    for (const offer of floor.offers().filter((one) => one.until <= at)) {
      tell({ ev: "rona", contact: offer.contactId, agent: offer.staffId });
      floor.end(offer, "no_answer", at);
    }
    for (const { contact, agent } of wrapEnds.filter((end) => end.at === at))
      release(floor, agent, contact, at);
    for (const event of events.filter((one) => one.t === t)) {
      const { contact, agent } = event;
      if (event.ev === "enqueue") floor.enqueue(contact, at);
      if (event.ev === "accept") {
        const isHers = floor.accept(agent, contact, at);
        tell(
          isHers ? { ev: "assigned", contact, agent } : { ev: "error", contact, agent, code: "not_offered" },
        );
      }
      if (event.ev === "leave") {
        const offer = found(floor.offerOf(contact));
        floor.end(offer, "withdrawn", at);
        floor.step(contact, { code: "abandoned", resolution: "unfollowed" }, at);
        tell({ ev: "rescind", contact, agent: offer.staffId, reason: "customer_left" });
        tell({ ev: "abandoned", contact });
      }
      if (event.ev === "end") {
        const owner = found(floor.contact(contact).ownerId);
        floor.step(contact, { code: "ended", by: "agent", dueAt: at + wrap * S }, at);
        if (wrap === 0) release(floor, owner, contact, at);
        else wrapEnds.push({ contact, agent: owner, at: at + wrap * S });
      }
    }
    // The longest idle free agent, contact by contact, until a pass makes no offer.
    for (let assigned = floor.seat(at); assigned.decisions.length > 0; assigned = floor.seat(at)) {
      for (const { contact, agent } of assigned.decisions) {
        tell({ ev: "offer", contact: contact.id, agent: agent.staffId });
      }
    }
  }
  return log;
}

function preloaded(floor: SmallFloor, agent: string, contact: string): void {
  floor.enqueue(contact, START - S, { queue: QUEUE });
  const accepted = { code: "accepted", staff: agent, session: agent, mode: "auto" } as const;
  floor.step(contact, accepted, START - S);
  const { idleSince } = floor.session(agent);
  floor.stepSession(agent, { code: "adopted", contact }, idleSince);
}

function release(floor: SmallFloor, agent: string, contact: string, at: number): void {
  floor.step(contact, { code: "wrapped_up", staff: agent }, at);
  floor.stepSession(agent, { code: "released", contact, why: "wrapped_up" }, at);
}

describe("the specification's scenarios", () => {
  it.each(SCENARIOS.map((scenario) => [scenario.id, scenario.title, scenario] as const))(
    "%s: %s",
    (_, __, scenario) => {
      expect(play(scenario)).toEqual(scenario.expect);
    },
  );
});
