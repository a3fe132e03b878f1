import { randomFillSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import pg from "pg";

import { createIds } from "../../../src/core/kernel/id.ts";
import { DAY, HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { cellsOf, type Deviation } from "../../../src/core/preset/deviation.ts";
import { extraCapacity, policyInForce, settingsInForce } from "../../../src/core/preset/in-force.ts";
import { readQueuePolicy } from "../../../src/core/queue/policy.ts";
import { epochTypes } from "../../../src/store/epoch.ts";
import { settingStore } from "../../../src/store/people/setting.ts";
import { stepPresets } from "../../../src/store/preset/step.ts";
import { presetPeople, runOf } from "../../support/preset-people.ts";
import { faultOf, START } from "../../support/seat-people.ts";

const on = presetPeople();

let nodes: readonly [pg.Client, pg.Client];
const ids = createIds(
  () => START,
  (bytes) => randomFillSync(bytes),
);
beforeAll(async () => {
  const { host, port, user, password, database } = on.floor().client;
  const open = async (): Promise<pg.Client> => {
    const one = new pg.Client({ host, port, user, password, database, types: epochTypes });
    one.on("error", () => undefined);
    await one.connect();
    return one;
  };
  nodes = [await open(), await open()];
});
afterAll(() => Promise.all(nodes.map((node) => node.end())));

/** On every node, by the clock of the test. */
const clockwork = () => Promise.all(nodes.map((node) => stepPresets(node, on.now(), ids)));
const policyNow = async (queueId: string) =>
  readQueuePolicy(await on.floor().tables.value("SELECT policy FROM queue_now WHERE id = $1", [queueId]));
const acts = (presetId: string) =>
  on
    .floor()
    .tables.rows<{ action: string; actor: string }>(
      "SELECT action, actor FROM audit WHERE subject_id = $1 AND action <> 'preset.created' ORDER BY at, id",
      [presetId],
    );

describe("a preset that runs", () => {
  it("stands over what is usual as the pure rule has it, without a word written into it, and leaves it as it was", async () => {
    const queue = on.queue();
    const deviations: readonly Deviation[] = [
      { kind: "capacity", of: "queue", where: queue, by: 2 },
      { kind: "auto_accept", where: queue },
      { kind: "wrap_up", where: queue, ms: 10_000 },
      { kind: "survey_off", where: queue },
      { kind: "overflow", where: queue, to: on.agency(), afterMs: 5 * MINUTE },
      { kind: "queue_alarm", where: queue, waiting: 50, waitMs: 15 * MINUTE, noneFree: true },
      { kind: "notices_off" },
      { kind: "opening_line", text: "今天人多，会按顺序接待。" },
      { kind: "bot", asks: "less" },
      { kind: "alarm", percent: 60 },
    ];
    const tables = on.floor().tables;
    const usual = await tables.rows("SELECT id, policy, version FROM queue ORDER BY id");
    const settings = settingStore(on.floor().client);
    const before = await settings.read();
    const run = await on.switchOn(await on.preset(...deviations));
    expect(run.body).toMatchObject({ state: "running" });

    const cells = deviations.flatMap(cellsOf);
    for (const id of [queue, on.agency()]) {
      const own = await tables.value<object>("SELECT policy FROM queue WHERE id = $1", [id]);
      expect(await policyNow(id)).toEqual(policyInForce(readQueuePolicy(own), id, cells));
    }
    expect(await settings.read()).toEqual(settingsInForce(before, cells));
    expect(await settings.usual("all")).toEqual(before);
    expect(await tables.value("SELECT extra_capacity($1)", [on.chief().id])).toBe(
      extraCapacity({ queues: [queue], skills: [] }, cells),
    );
    const isNew = (nursery: object) =>
      tables.rows("UPDATE staff SET abilities = $2 WHERE id = $1", [on.chief().id, nursery]);
    await isNew({ nursery: { since: "2026-11-25", caps: [1] } });
    expect(await tables.value("SELECT extra_capacity($1)", [on.chief().id])).toBe(0);
    await isNew({});
    expect(await tables.rows("SELECT id, policy, version FROM queue ORDER BY id")).toEqual(usual);

    // What is edited meanwhile holds afterwards; the rest is what it was.
    const boss = await on.person("boss", "admin");
    await boss.call("PATCH", `/queues/${queue}`, { version: 1, policy: { wrapMs: 45_000 } });
    expect(await policyNow(queue)).toMatchObject({ wrapMs: 10_000 });
    expect((await on.chief().call("POST", `/presets/runs/${runOf(run)}/end`)).status).toBe(204);
    expect(await policyNow(queue)).toEqual({
      ...(await policyNow(on.agency())),
      offerMs: 20_000,
      wrapMs: 45_000,
    });
    expect(await settings.read()).toEqual(before);
    expect(await tables.value("SELECT extra_capacity($1)", [on.chief().id])).toBe(0);
    expect(await tables.rows("SELECT 1 FROM deviation")).toEqual([]);
  });

  it("moves the line from which leaders are told of a queue, and puts it back by itself", async () => {
    const queue = on.queue();
    const boss = await on.person("boss", "admin");
    const { body } = await boss.call("GET", "/queues");
    const version = (body as { queues: { id: string; version: number }[] }).queues.find(
      ({ id }) => id === queue,
    )?.version;
    const set = { version, policy: { alarmWaiting: 1, alarmWaitMs: 60_000 } };
    expect((await boss.call("PATCH", `/queues/${queue}`, set)).status).toBe(200);
    for (let n = 0; n < 3; n += 1) await on.floor().waits(queue, on.now());
    const alarms = async () =>
      (
        (await on.chief().call("GET", "/floor/alarms")).body as { items: { id: string; alarms: object[] }[] }
      ).items
        .filter(({ id }) => id === queue)
        .flatMap((one) => one.alarms);
    expect(await alarms()).toEqual([{ kind: "waiting", limit: 1 }]);
    const run = await on.switchOn(
      await on.preset({ kind: "queue_alarm", where: queue, waiting: 5, waitMs: 60_000, noneFree: true }),
    );
    expect(await alarms()).toEqual([{ kind: "none_free" }]);
    expect((await on.end(runOf(run))).status).toBe(204);
    expect(await alarms()).toEqual([{ kind: "waiting", limit: 1 }]);
    const agent = await on.person("agent", "agent");
    expect((await agent.call("GET", "/floor/alarms")).status).toBe(403);
    const wrong = { kind: "queue_alarm", where: queue, waiting: 0, waitMs: 60_000, noneFree: true };
    expect((await on.chief().call("POST", "/presets", { name: "错", deviations: [wrong] })).status).toBe(400);
  });

  it("reaches whoever seats: an agent gets one more at once, and keeps what she has when it is over", async () => {
    const queue = on.queue();
    const amy = await on.seated("amy");
    const lead = (capacity: number) =>
      on.chief().call("PUT", `/floor/agents/${amy.id}/capacity`, { capacity });
    await lead(1);
    for (let n = 0; n < 3; n += 1) await on.floor().waits(queue, on.now() + n);
    await on.loop().settle();
    expect(await on.sessionOf(amy.id)).toMatchObject({ used: 1 });

    const run = await on.switchOn(
      await on.preset(
        { kind: "capacity", of: "queue", where: queue, by: 1 },
        { kind: "auto_accept", where: queue },
      ),
    );
    await on.loop().settle();
    expect(await on.sessionOf(amy.id)).toMatchObject({ used: 2, capacity: 1 });
    const { agents } = (await on.chief().call("GET", "/floor")).body as { agents: object[] };
    expect(agents).toContainEqual(expect.objectContaining({ name: "amy", capacity: 2, extra: 1, used: 2 }));
    // The second came by itself, the first as it was offered.
    const states = await on
      .floor()
      .tables.rows("SELECT state, count(*)::int AS n FROM contact GROUP BY 1 ORDER BY 1");
    expect(states).toEqual(expect.arrayContaining([expect.objectContaining({ state: "active", n: 1 })]));

    await on.chief().call("POST", `/presets/runs/${runOf(run)}/end`);
    await on.loop().settle();
    expect(await on.sessionOf(amy.id)).toMatchObject({ used: 2, capacity: 1 });
    // Of her own from here on: no check of the floor has anything to say.
    await lead(2);
  });

  it("lets fewer go on breaks, also where there is no quota usually", async () => {
    const groupId = await on
      .floor()
      .tables.value<string>("SELECT group_id FROM queue WHERE id = $1", [on.queue()]);
    await on.floor().tables.rows("DELETE FROM break_quota");
    const amy = await on.seated("amy");
    const run = await on.switchOn(await on.preset({ kind: "breaks", where: groupId, max: 0 }));
    await amy.call("PUT", "/seat/presence", { to: "break", reason: "meal" });
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "ready" });
    expect((await on.chief().call("GET", "/break-quotas")).body).toMatchObject({ items: [] });
    await on.chief().call("POST", `/presets/runs/${runOf(run)}/end`);
    await amy.call("PUT", "/seat/presence", { to: "break", reason: "meal" });
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "break" });
  });
});

describe("the time of a preset", () => {
  it("begins and ends by itself, each once, whichever nodes look at the same moment", async () => {
    const queue = on.queue();
    const made = await on.preset({ kind: "auto_accept", where: queue });
    expect((await on.switchOn(made, 30, HOUR)).body).toMatchObject({ state: "planned" });
    await clockwork();
    expect((await policyNow(queue)).autoAccept).toBe(false);
    await on.pass(HOUR);
    expect((await clockwork()).flat().map(({ how }) => how)).toEqual(["started"]);
    expect((await policyNow(queue)).autoAccept).toBe(true);
    await on.pass(30 * MINUTE);
    expect((await clockwork()).flat().map(({ how }) => how)).toEqual(["ended"]);
    expect((await policyNow(queue)).autoAccept).toBe(false);
    expect(await acts(made.id)).toEqual([
      { action: "preset.switched_on", actor: `staff:${on.chief().id}` },
      { action: "preset.started", actor: "system" },
      { action: "preset.ended", actor: "system" },
    ]);
  });

  it("is over although nobody was there when it should have ended, and never begins where nobody was there all along", async () => {
    const queue = on.queue();
    await on.switchOn(await on.preset({ kind: "auto_accept", where: queue }), 30);
    await on.switchOn(await on.preset({ kind: "survey_off", where: queue }), 30, HOUR);
    await on.pass(DAY);
    const steps = (await clockwork()).flat();
    expect(steps.map(({ how }) => how).toSorted((one, other) => one.localeCompare(other))).toEqual([
      "ended",
      "missed",
    ]);
    expect(await policyNow(queue)).toMatchObject({ autoAccept: false, ratingInvite: true });
  });

  it("makes room first where one ends as the next begins", async () => {
    const queue = on.queue();
    await on.switchOn(await on.preset({ kind: "wrap_up", where: queue, ms: 10_000 }), 60);
    const next = await on.switchOn(await on.preset({ kind: "wrap_up", where: queue, ms: 20_000 }), 60, HOUR);
    expect(next.status).toBe(200);
    await on.pass(HOUR);
    await clockwork();
    expect(await policyNow(queue)).toMatchObject({ wrapMs: 20_000 });
  });

  it("can be made longer, unless another begins by then", async () => {
    const queue = on.queue();
    const run = runOf(await on.switchOn(await on.preset({ kind: "auto_accept", where: queue }), 60));
    const later = runOf(
      await on.switchOn(await on.preset({ kind: "auto_accept", where: queue }), 60, 2 * HOUR),
    );
    const extend = (minutes: number) =>
      on.chief().call("POST", `/presets/runs/${run}/extend`, { endsAt: on.iso(on.now() + minutes * MINUTE) });
    expect((await extend(120)).status).toBe(200);
    expect(faultOf(await extend(121))).toEqual([409, "preset_clash", { name: expect.any(String) }]);
    await on.chief().call("POST", `/presets/runs/${later}/end`);
    expect((await extend(121)).status).toBe(200);
    expect(faultOf(await extend(0))).toEqual([409, "preset_past", {}]);
  });
});
