import { describe, expect, it } from "@jest/globals";

import { RIGHT } from "../../../src/action/preset/rules.ts";
import { MINUTE } from "../../../src/core/kernel/instant.ts";
import type { Deviation } from "../../../src/core/preset/deviation.ts";
import { presetPeople, runOf } from "../../support/preset-people.ts";
import { faultOf, type Person } from "../../support/seat-people.ts";

const on = presetPeople();

describe("a leader who switches presets", () => {
  it("is told what cannot be, and nothing of it happens", async () => {
    const queue = on.queue();
    const write = (...deviations: object[]) =>
      on.chief().call("POST", "/presets", { name: "双11", deviations });
    const gone = "0198c5b0-0000-7000-8000-000000000000";
    expect(faultOf(await write({ kind: "auto_accept", where: gone }))).toEqual([404, "queue_gone", {}]);
    expect(faultOf(await write({ kind: "breaks", where: gone, max: 1 }))).toEqual([404, "group_gone", {}]);
    expect(faultOf(await write({ kind: "capacity", of: "skill", where: "klingon", by: 1 }))).toEqual([
      409,
      "skill_unknown",
      { skill: "klingon" },
    ]);
    expect(faultOf(await write({ kind: "notices_off" }, { kind: "notices_off" }))).toEqual([
      409,
      "preset_twice",
      {},
    ]);
    expect(faultOf(await write({ kind: "overflow", where: queue, to: queue, afterMs: 60_000 }))).toEqual([
      409,
      "overflow_circle",
      { queues: "queue → queue" },
    ]);
    expect(faultOf(await write())).toEqual([400, "input_invalid", expect.anything()]);

    const made = await on.preset({ kind: "auto_accept", where: queue });
    expect(faultOf(await on.switchOn(made, 1))).toEqual([409, "preset_short", { minutes: 5 }]);
    expect(faultOf(await on.switchOn(made, 60 * 24 * 15))).toEqual([409, "preset_long", { days: 14 }]);
    expect(faultOf(await on.switchOn({ ...made, version: 7 }))).toEqual([409, "version_conflict", {}]);
    const run = runOf(await on.switchOn(made));
    expect(faultOf(await on.switchOn(made))).toEqual([409, "preset_clash", expect.anything()]);
    const close = () => on.chief().call("POST", `/presets/${made.id}/close`, { version: made.version });
    expect(faultOf(await close())).toEqual([409, "preset_in_use", {}]);
    await on.chief().call("POST", `/presets/runs/${run}/end`);
    expect(faultOf(await on.chief().call("POST", `/presets/runs/${run}/end`))).toEqual([
      404,
      "preset_run_gone",
      {},
    ]);
    expect((await close()).status).toBe(204);
    expect(faultOf(await on.switchOn(made))).toEqual([404, "preset_gone", {}]);
  });

  it("changes her own queues alone, where she leads no others", async () => {
    const own = await on.person("own", "supervisor", [on.queue()]);
    const write = (deviation: object) =>
      own.call("POST", "/presets", { name: "我的", deviations: [deviation] });
    expect(faultOf(await write({ kind: "auto_accept", where: on.agency() }))).toEqual([
      403,
      "preset_beyond",
      {},
    ]);
    expect(faultOf(await write({ kind: "notices_off" }))).toEqual([403, "preset_beyond", {}]);
    expect((await write({ kind: "auto_accept", where: on.queue() })).status).toBe(200);
    const amy = await on.person("amy");
    expect(
      faultOf(await amy.call("POST", "/presets", { name: "x", deviations: [{ kind: "notices_off" }] })),
    ).toEqual([403, "forbidden", { permission: RIGHT }]);
  });

  it("sends nobody into a queue that is closed meanwhile: first the preset is ended", async () => {
    const run = runOf(
      await on.switchOn(
        await on.preset({ kind: "overflow", where: on.queue(), to: on.agency(), afterMs: MINUTE }),
      ),
    );
    const boss = await on.person("boss", "admin");
    const close = () => boss.call("PATCH", `/queues/${on.agency()}`, { version: 1, state: "closed" });
    expect(faultOf(await close())).toEqual([409, "queue_led_to", { queues: expect.stringMatching(/^双11/) }]);
    await on.end(run);
    expect((await close()).status).toBe(200);
  });

  it("lets one of two who switch on the same at once have it", async () => {
    const made = await on.preset({ kind: "auto_accept", where: on.queue() });
    const all = await Promise.all([1, 2, 3, 4].map(() => on.switchOn(made)));
    expect(all.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      200, 409, 409, 409,
    ]);
  });

  it("sees beforehand what it would do, and afterwards what it did", async () => {
    const queue = on.queue();
    await on.seated("amy");
    for (let n = 0; n < 8; n += 1) await on.floor().waits(queue, on.now() - n * MINUTE);
    const deviations = [
      { kind: "capacity", of: "queue", where: queue, by: 5 },
      { kind: "notices_off" },
    ] as const satisfies readonly Deviation[];
    const { status, body } = await on.chief().call("POST", "/presets/preview", { deviations });
    expect(status).toBe(200);
    const { before, after, beside } = body as {
      before: { answered: number; waiting: number[] };
      after: { answered: number; waiting: number[] };
      beside: string[];
    };
    expect(before.waiting[0]).toBe(8);
    expect(after.answered).toBeGreaterThanOrEqual(before.answered);
    expect(beside).toEqual(["notices_off"]);
    expect(await on.floor().tables.rows("SELECT 1 FROM deviation")).toEqual([]);

    const run = runOf(await on.switchOn(await on.preset(...deviations)));
    await on.pass(MINUTE);
    await on.chief().call("POST", `/presets/runs/${run}/end`);
    const { past } = (await on.chief().call("GET", "/presets")).body as { past: object[] };
    expect(past).toEqual([
      expect.objectContaining({ id: run, by: "chief", endedBy: "chief", waitingBefore: 8, answered: 0 }),
    ]);
  });
});

it("tells an agent what concerns her, and whoever leads the floor everything", async () => {
  const amy = await on.seated("amy");
  await on.switchOn(
    await on.preset(
      { kind: "capacity", of: "queue", where: on.queue(), by: 2 },
      { kind: "auto_accept", where: on.agency() },
      { kind: "alarm", percent: 50 },
    ),
  );
  type Seen = { runs: { by: string; deviations: Deviation[] }[] };
  const seenBy = async (who: Person) => ((await who.call("GET", "/presets/deviations")).body as Seen).runs;
  expect((await seenBy(on.chief()))[0]?.deviations).toHaveLength(3);
  expect(await seenBy(amy)).toEqual([
    expect.objectContaining({
      by: "chief",
      deviations: [{ kind: "capacity", of: "queue", where: on.queue(), by: 2 }],
    }),
  ]);
});
