import { setTimeout as delay } from "node:timers/promises";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import { CRASH_POINTS, type CrashPoint } from "../../src/flow/crash-point.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { write } from "../support/knock.ts";
import { createRandom, type Random } from "../support/random.ts";
import { openRows, type Rows } from "../support/rows.ts";
import { type Server, type ServerProcess, spawnServer, startServer, whenReady } from "../support/server.ts";
import { readLedger } from "../../scripts/faults/witness/ledger.ts";
import { messageViolations as violations } from "../../scripts/faults/checker/messages.ts";
import type { Told } from "../../scripts/faults/witness/told.ts";
import { countInDoubt, untilNothingIsStored, untilNothingLeaves, untilTurnsAreOver } from "./ledger.ts";
import { createFans, deliverThrough, writeInTurn } from "./platform.ts";
import { endOf, failSends, passTime, storeMessages, tornContacts } from "./prepare.ts";

/** One run a point keeps the suite quick; the full proof is `CRASH_RUNS=20 npm test -- test/process/crash`. */
const runs = Number(process.env["CRASH_RUNS"] ?? 1);
/** Printed where a run fails; given again, it makes the same choices. */
const firstSeed = Number(process.env["CRASH_SEED"] ?? Date.now() % 1_000_000);
const fansCount = 8;
const textsCount = 5;
/** Whose answer could not be sent, in the run of that number. */
const tended = (run: number): string => `o_tended_${run}_`;
/** Of a turn that pauses up to four seconds and loops that look each second: more is a point that is not passed. */
const diesMsMax = 30_000;

/** Up to which time it is passed a process may die there, and what has to lie ready for it to be passed. */
const points: Record<CrashPoint, { readonly nthMax: number; readonly ready?: "stored" | "failed" | "turn" }> =
  {
    "take_in.accepted": { nthMax: fansCount * textsCount },
    "take_in.read": { nthMax: textsCount },
    "take_in.written": { nthMax: textsCount },
    "webhook.answering": { nthMax: fansCount },
    "webhook.answered": { nthMax: fansCount },
    "slow.claimed": { nthMax: 2, ready: "stored" },
    "slow.written": { nthMax: 2, ready: "stored" },
    "send.claimed": { nthMax: 1, ready: "turn" },
    "send.delivered": { nthMax: 1, ready: "turn" },
    "tend.expired": { nthMax: 1, ready: "failed" },
    "due.written": { nthMax: 1, ready: "turn" },
  };

let database: TestDatabase;
let rows: Rows;
/** Made the practice account; it stands still while the others live and die. */
let founder: Server;

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  founder = await startServer({ databaseUrl: database.url });
  await founder.kill();
}, 60_000);

afterAll(async () => {
  await rows?.close();
  await database?.drop();
});

const started: Server[] = [];
afterEach(async () => void (await Promise.all(started.splice(0).map((server) => server.kill()))));

async function start(): Promise<Server> {
  const server = await startServer({ databaseUrl: database.url });
  started.push(server);
  return server;
}

/** An answer that could not be sent, to be looked after by the clock. Fresh in each run: what lies idle is closed meanwhile. */
async function leaveUnsent(run: number): Promise<void> {
  const server = await start();
  await write(server, tended(run), "几时发货");
  await server.kill();
  await failSends(rows, tended(run));
}

/** Fans write while a process dies at the point and another one takes its place. */
async function dieAt(point: CrashPoint, run: number, random: Random) {
  const { nthMax, ready } = points[point];
  const nth = 1 + random.below(nthMax);
  const prefix = `o_${point.replace(/\W/, "_")}_${random.seed}_`;
  const written = createFans(prefix, fansCount, textsCount, random);
  // The last word of a turn: from then on it is the clock's.
  const fans = ready === "turn" ? written.map((fan) => ({ ...fan, texts: [...fan.texts, "在吗"] })) : written;
  const early = ready === "stored" ? createFans(prefix, 3, 2, random) : [];
  const stored: Told[] = [];
  for (const fan of early) stored.push(...(await storeMessages(rows, founder, fan)));
  if (ready === "failed") await leaveUnsent(run);

  const dying = await spawnServer({
    databaseUrl: database.url,
    env: { SEATBRIDGE_CRASH: `${point}:${nth}` },
  });
  const first = whenReady(dying);
  const second = dying.exited.then(start);
  const doors = (broken: Server | undefined): Promise<Server> =>
    broken === undefined ? first.catch(() => second) : second;
  const told = await Promise.all(
    fans.map((fan, index) =>
      writeInTurn(fan, (told) => deliverThrough(doors, told), early[index]?.texts.length),
    ),
  );
  await expectDeath(dying, `${point}:${nth}`);
  await second;
  return { prefix, nth, history: [...stored, ...told.flat()] };
}

async function expectDeath(dying: ServerProcess, point: string): Promise<void> {
  const lived = await Promise.race([dying.exited.then(() => false), delay(diesMsMax, true, { ref: false })]);
  if (lived) await dying.kill();
  const { signal, code } = await dying.exited;
  expect({ point, lived, signal, code }).toEqual({ point, lived: false, signal: "SIGKILL", code: null });
}

describe("a process that dies", () => {
  const cases = CRASH_POINTS.flatMap((point, index) =>
    Array.from(
      { length: runs },
      (_, run) => [point, run, firstSeed + run * CRASH_POINTS.length + index] as const,
    ),
  );

  it.each(cases)(
    "at %s loses nothing and says nothing twice (run %i, seed %i)",
    async (point, run, seed) => {
      const inDoubt = await countInDoubt(rows);
      const { prefix, nth, history } = await dieAt(point, run, createRandom(seed));
      await passTime(rows, "leases");
      await untilNothingIsStored(rows, prefix);
      await untilTurnsAreOver(rows, prefix);
      const found = violations(history, await readLedger(rows, prefix));
      expect({ nth, found, torn: await tornContacts(rows) }).toEqual({ nth, found: [], torn: [] });
      if (!["stored", "failed"].includes(points[point].ready ?? "")) {
        const unseen = history.filter(({ deliveries }) => deliveries.at(-1)?.kind !== "acknowledged");
        expect(unseen).toEqual([]);
      }
      if (point === "tend.expired") {
        expect(await endOf(rows, tended(run))).toEqual({
          contacts: [{ state: "queued", reason: "answer_undelivered", times: 1 }],
          outbox: ["rejected"],
        });
      }
      if (point === "send.claimed" || point === "send.delivered") {
        await passTime(rows, "lanes");
        await untilNothingLeaves(rows, prefix);
        // It stays in doubt: nobody sends it a second time.
        expect(await countInDoubt(rows)).toBeGreaterThan(inDoubt);
      }
    },
    60_000,
  );

  it("leaves no answer half said: what nobody knows is shown as unknown", async () => {
    await passTime(rows, "lanes");
    await passTime(rows, "leases");
    const server = await start();
    await rows.query("UPDATE outbox SET passive_until = now() - interval '1 minute' WHERE state = 'queued'");
    await untilNothingLeaves(rows, "");
    const states = await rows.query<{ seen: string; code: string | null }>(
      "SELECT DISTINCT seen, code FROM outbox_seen",
    );
    for (const { seen, code } of states) {
      // The emulated platform has never met these fans.
      expect(["written null", "accepted null", "unknown process_died", "rejected 40003"]).toContain(
        `${seen} ${code}`,
      );
    }
    expect(await server.stop()).toMatchObject({ code: 0, stderr: "" });
  }, 30_000);
});
