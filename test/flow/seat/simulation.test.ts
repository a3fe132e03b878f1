import { randomFillSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Pool } from "pg";
import { forceSignOut } from "../../../src/action/agent/force.ts";
import { setPresence } from "../../../src/action/agent/set-presence.ts";
import { signIn } from "../../../src/action/agent/sign-in.ts";
import { signOut } from "../../../src/action/agent/sign-out.ts";
import type { Perform } from "../../../src/action/action.ts";
import { accept } from "../../../src/action/offer/accept.ts";
import { reject } from "../../../src/action/offer/reject.ts";
import type { Actor } from "../../../src/core/access/actor.ts";
import { mirror, openMirror } from "../../../src/core/assignment/mirror/mirror.ts";
import { Fault } from "../../../src/core/kernel/fault.ts";
import { createIds } from "../../../src/core/kernel/id.ts";
import { MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { openPool } from "../../../src/store/action/pool.ts";
import { createPerform } from "../../../src/store/action/run.ts";
import { loadContact, writeStep } from "../../../src/store/contact/contact-step.ts";
import { beat } from "../../../src/store/seat/beat.ts";
import { settleWrapUp } from "../../../src/store/seat/unit.ts";
import { readFloor } from "../../../src/store/world/look.ts";
import { inTransaction } from "../../../src/store/transaction.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { createRandom, type Random } from "../../support/random.ts";
import { expectSeatsFold, expectSeatsSound } from "../../support/seat-checks.ts";
import { openSeatFloor, type SeatFloor } from "../../support/seat-floor.ts";
import { openSeatNode, type SeatNode } from "../../support/seat-node.ts";
import { testVault } from "../../support/vault.ts";

const SEED = Number(process.env["SIM_SEED"] ?? 20_261_126);
const ROUNDS = Number(process.env["SIM_ROUNDS"] ?? 40);
const NAMES = ["amy", "bo", "cy", "di", "ed"] as const;
const LIMITS = {
  owedMax: 5,
  coolMs: 10 * SECOND,
  pairMs: SECOND,
  silentMs: 30 * SECOND,
};

let database: TestDatabase;
let floor: SeatFloor;
let pool: Pool;
let perform: Perform;
let nodes: readonly [SeatNode, SeatNode];
let now = Date.UTC(2026, 10, 26, 9);

beforeAll(async () => {
  database = await testDatabase();
  floor = await openSeatFloor(database.url, now);
  pool = openPool(database.url, "act");
  const ids = createIds(
    () => now,
    (bytes) => randomFillSync(bytes),
  );
  perform = createPerform({
    pool,
    clock: () => now,
    ids,
    secret: () => "",
    vault: testVault,
    wake: () => undefined,
  });
  nodes = [openSeatNode(database.url, () => now), openSeatNode(database.url, () => now)];
});

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  await pool.end();
  await floor.close();
  await database.drop();
});

type Crew = {
  readonly actors: readonly [Actor, ...Actor[]];
  readonly seats: readonly [string, ...string[]];
  readonly queues: readonly [string, ...string[]];
};

async function hire(): Promise<Crew> {
  const queues = [
    await floor.queue({ offerMs: 20 * SECOND, noAnswerMax: 2 }),
    await floor.queue({ autoAccept: true }),
  ] as const;
  const people: Actor[] = [];
  const seats: string[] = [];
  for (const [index, name] of NAMES.entries()) {
    const id = await floor.staff(name, index % 2 === 0 ? queues : queues.slice(0, 1), 1 + (index % 3));
    people.push({ id, grants: [{ role: "supervisor", queues: "all" }] });
    seats.push(await floor.seat(`A-${index}`));
  }
  return { actors: people as [Actor, ...Actor[]], seats: seats as [string, ...string[]], queues };
}

/** What somebody may do at any moment, sensible or not; a refusal is an answer like any other. */
async function something(random: Random, { actors, seats, queues }: Crew): Promise<void> {
  const actor = random.pick(actors);
  const contact = await anyContact(random);
  const offers = await floor.tables.rows<{ id: string; staff_id: string }>(
    "SELECT id, staff_id FROM offer ORDER BY offered_at DESC LIMIT 6",
  );
  const offer = offers[random.below(Math.max(1, offers.length))];
  const whose = actors.find(({ id }) => id === offer?.staff_id) ?? actor;
  const deeds: readonly [() => Promise<unknown>, ...(() => Promise<unknown>)[]] = [
    () => floor.waits(random.pick(queues), now, random.below(3) === 0 ? { prefer: actor.id } : {}),
    () => floor.waits(random.pick(queues), now),
    () =>
      perform(
        signIn,
        { seatId: random.pick(seats), presence: random.below(3) === 0 ? "not_ready" : "ready" },
        actor,
      ),
    () =>
      perform(
        setPresence,
        random.pick<Parameters<typeof setPresence.run>[1]>([
          { to: "ready" },
          { to: "break", reason: "meal" },
          { to: "not_ready" },
        ]),
        actor,
      ),
    () => perform(random.below(3) === 0 ? signOut : setPresence, { to: "ready" }, actor),
    () => (offer === undefined ? Promise.resolve() : perform(accept, { id: offer.id }, whose)),
    () => (offer === undefined ? Promise.resolve() : perform(accept, { id: offer.id }, whose)),
    () =>
      offer === undefined ? Promise.resolve() : perform(reject, { id: offer.id, reason: "busy" }, whose),
    () => touch(contact, random),
    () => touch(contact, random),
    () =>
      random.below(5) === 0
        ? perform(forceSignOut, { id: random.pick(actors).id }, actor)
        : Promise.resolve(),
  ];
  await random
    .pick(deeds)()
    .catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
    });
}

async function anyContact(random: Random): Promise<string | undefined> {
  const open = await floor.tables.rows<{ id: string }>(
    "SELECT id FROM contact WHERE ended_at IS NULL ORDER BY id",
  );
  return open[random.below(Math.max(1, open.length))]?.id;
}

/** What fan and agent do to a contact beside its seating, as their own code would write it. */
async function touch(contactId: string | undefined, random: Random): Promise<void> {
  if (contactId === undefined) return;
  const client = await pool.connect();
  try {
    await inTransaction(client, async () => {
      const loaded = await loadContact(client, { contactId }, "wait");
      if (loaded === undefined) return;
      const { contact } = loaded;
      const staff = contact.ownerId ?? "";
      const stamp = { at: now, actor: "test" };
      const step = (event: Parameters<typeof writeStep>[2]["events"][number]) =>
        writeStep(client, contact, { events: [event], ...stamp });
      if (contact.state === "offered" || contact.state === "queued") {
        if (random.below(3) === 0) await step({ code: "abandoned", resolution: "unfollowed" });
      } else if (contact.state === "active") {
        const choice = random.below(3);
        if (choice === 0) await step({ code: "ended", by: "agent", staff, dueAt: now + MINUTE });
        else if (choice === 1) await step({ code: "replied", seq: 9, staff, parts: 1 });
        else if (contact.sessionId !== undefined) await step({ code: "heard", seq: 9 });
      } else if (contact.state === "wrapup") {
        await step({ code: "wrapped_up", staff });
        await settleWrapUp(client, contact, stamp);
      }
    });
  } finally {
    client.release();
  }
}

/** Most desks are heard of, most of the time. */
async function beatSome(random: Random): Promise<void> {
  const sessions = await floor.tables.rows<{ id: string }>(
    "SELECT id FROM agent_session WHERE signed_out_at IS NULL",
  );
  await beat(
    floor.client,
    sessions.filter(() => random.below(8) > 0).map(({ id }) => id),
    now,
  );
}

/** A look at all as it stands decides nothing: nobody waits beside an agent who is free for her. */
async function expectNobodyWaitsInVain(): Promise<void> {
  const [group] = await floor.tables.rows<{ id: string }>("SELECT id FROM queue_group");
  const { queues, agents, contacts } = await readFloor(floor.client, group?.id ?? "", LIMITS, now);
  const nothing = { agents: [], agentsGone: [], contacts: [], contactsGone: [], pauses: [] };
  const decisions = mirror(openMirror({ queues, agents, contacts }, now), nothing, now);
  expect(decisions.filter(({ code }) => code === "offer")).toEqual([]);
}

/** Whoever seats may have to hear of what the other has tended, and whoever lost a race rests for a moment. */
async function settle(): Promise<void> {
  for (let pass = 0; pass < 3; pass += 1) {
    for (const node of nodes) await node.settle();
    now += 50;
  }
  for (const node of nodes) await node.settle();
}

describe(`fans, agents and two nodes at random (seed ${SEED})`, () => {
  it("never break a promise of the floor, whatever they do at once", async () => {
    const random = createRandom(SEED);
    const crew = await hire();
    for (let round = 0; round < ROUNDS; round += 1) {
      now += random.pick([0, SECOND, 3 * SECOND, 11 * SECOND, 35 * SECOND]);
      await beatSome(random);
      const deeds = Array.from({ length: 1 + random.below(5) }, () => something(random, crew));
      await Promise.all([...deeds, ...nodes.map((node) => node.round())]);
      await expectSeatsSound(floor.tables);
      await Promise.all(nodes.map((node) => node.settle()));
      await settle();
      await expectSeatsSound(floor.tables);
      await expectNobodyWaitsInVain();
    }
    await expectSeatsFold(floor.tables, now);
    expect(nodes.flatMap(({ miscounted }) => miscounted)).toEqual([]);
    // It was a floor, not a desert.
    const outcomes = await floor.tables.rows<{ outcome: string }>(
      "SELECT DISTINCT outcome::text FROM offer WHERE outcome IS NOT NULL ORDER BY 1",
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining(["accepted", "no_answer", "withdrawn"]),
    );
  }, 120_000);
});
