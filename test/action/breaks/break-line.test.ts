import { beforeEach, describe, expect, it } from "@jest/globals";

import { HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { faultOf, type Person, seatPeople } from "../../support/seat-people.ts";

const on = seatPeople();
const TURN_MS = 3 * MINUTE;

async function quota(max: number, code: string | null = null): Promise<void> {
  const groupId = await on
    .floor()
    .tables.value<string>("SELECT group_id FROM queue WHERE id = $1", [on.queue()]);
  const boss = await on.person("boss", "admin");
  expect((await boss.call("PUT", "/break-quotas", { groupId, code, max })).status).toBe(200);
}
const go = (who: Person, reason = "meal") => who.call("PUT", "/seat/presence", { to: "break", reason });
const mine = async (who: Person) =>
  (await who.call("GET", "/seat/breaks")).body as { ask: unknown; last: unknown };
const TOGETHER = `DO $$ BEGIN
  LOCK TABLE break_quota IN ACCESS EXCLUSIVE MODE;
  FOR look IN 1..500 LOOP
    EXIT WHEN (SELECT count(*) FROM pg_locks WHERE relation = 'break_quota'::regclass AND NOT granted) >= 4;
    PERFORM pg_sleep(0.01);
  END LOOP;
END $$`;
const presenceOf = async (who: Person) => (await on.sessionOf(who.id))?.presence;

describe("the break line", () => {
  beforeEach(() => on.floor().tables.rows("DELETE FROM break_quota"));

  it("lets one go while there is a place, with a planned end, and the next one stands in line", async () => {
    await quota(1);
    const [amy, bo, cy] = [await on.seated("amy"), await on.seated("bo"), await on.seated("cy")];
    expect((await go(amy)).body).toMatchObject({
      session: { presence: "break", reason: "meal", backAt: new Date(on.now() + 30 * MINUTE).toISOString() },
    });
    expect((await go(bo)).body).toMatchObject({ session: { presence: "ready" } });
    await on.pass(1_000);
    await go(cy, "restroom");
    expect(await mine(bo)).toMatchObject({ ask: { code: "meal", ahead: [], until: null } });
    expect(await mine(cy)).toMatchObject({ ask: { code: "restroom", ahead: ["bo"], until: null } });

    await amy.call("PUT", "/seat/presence", { to: "ready" });
    await on.loop().settle();
    const until = new Date(on.now() + TURN_MS).toISOString();
    expect(await mine(bo)).toMatchObject({ ask: { until } });
    // Nobody overtakes her whose turn it is.
    expect((await go(amy)).body).toMatchObject({ session: { presence: "ready" } });
    expect((await go(bo)).body).toMatchObject({ session: { presence: "break", reason: "meal" } });
    expect(await mine(bo)).toMatchObject({ ask: null, last: { outcome: "taken" } });
  });

  it("gives the last place to one of two who want it at once", async () => {
    await quota(1);
    const people = [
      await on.seated("amy"),
      await on.seated("bo"),
      await on.seated("cy"),
      await on.seated("dee"),
    ];
    // All of them stand before the same door until it opens: they meet there, however fast each is.
    const door = on.floor().tables.rows(TOGETHER);
    await Promise.all([door, ...people.map((one) => go(one))]);
    const shown = await Promise.all(people.map(presenceOf));
    expect(shown.filter((presence) => presence === "break")).toHaveLength(1);
    const asks = await Promise.all(people.map(mine));
    expect(asks.filter(({ ask }) => ask !== null)).toHaveLength(3);
  });

  it("passes a turn that was not used on to the next, and tells her", async () => {
    await quota(1, "meal");
    const [amy, bo, cy] = [await on.seated("amy"), await on.seated("bo"), await on.seated("cy")];
    await go(amy);
    await go(bo);
    await on.pass(1_000);
    await go(cy);
    await amy.call("PUT", "/seat/presence", { to: "ready" });
    await on.loop().settle();
    await on.pass(TURN_MS);
    await on.loop().settle();
    expect(await mine(bo)).toMatchObject({ ask: null, last: { outcome: "lapsed", code: "meal" } });
    expect(await mine(cy)).toMatchObject({ ask: { until: expect.any(String) } });
  });

  it("never brings anybody back by force, however long she is over, and ends no break where a code is switched off", async () => {
    const amy = await on.seated("amy");
    await go(amy);
    await on.pass(5 * HOUR);
    await on.loop().settle();
    expect(await presenceOf(amy)).toBe("break");
  });

  it("is left by whoever does not want it any more, and by whoever signs out", async () => {
    await quota(0);
    const [amy, bo] = [await on.seated("amy"), await on.seated("bo")];
    await go(amy);
    await go(bo);
    expect((await amy.call("DELETE", "/seat/breaks")).status).toBe(200);
    await bo.call("DELETE", "/seat/session");
    await on.loop().settle();
    expect(await on.floor().tables.rows("SELECT outcome FROM break_ask ORDER BY outcome")).toEqual([
      { outcome: "gone" },
      { outcome: "left" },
    ]);
  });

  it("refuses a reason that is not there", async () => {
    const amy = await on.seated("amy");
    expect(faultOf(await go(amy, "nap"))).toEqual([404, "break_code_gone", {}]);
    expect(await presenceOf(amy)).toBe("ready");
  });
});

describe("a leader", () => {
  beforeEach(() => on.floor().tables.rows("DELETE FROM break_quota"));

  const line = async (chief: Person) =>
    ((await chief.call("GET", "/floor/breaks")).body as { line: { id: string; name: string }[] }).line;

  it("agrees to what needs it, refuses it, or moves somebody to the front", async () => {
    const boss = await on.person("boss", "admin");
    const { body } = await boss.call("POST", "/break-codes", {
      name: "外出",
      paid: false,
      minutes: 60,
      needsApproval: true,
    });
    const { key, id, version } = body as { key: string; id: string; version: number };
    const chief = await on.person("chief", "supervisor", [on.queue()]);
    const [amy, bo, cy] = [await on.seated("amy"), await on.seated("bo"), await on.seated("cy")];
    for (const one of [amy, bo, cy]) {
      await go(one, key);
      await on.pass(1_000);
    }
    await on.loop().settle();
    const [first, second, third] = await line(chief);
    expect([first?.name, second?.name, third?.name]).toEqual(["amy", "bo", "cy"]);
    expect(await mine(amy)).toMatchObject({ ask: { isUnapproved: true, until: null } });

    await chief.call("POST", `/floor/breaks/${third?.id}/move`, { to: "first" });
    expect((await line(chief)).map(({ name }) => name)).toEqual(["cy", "amy", "bo"]);
    await chief.call("POST", `/floor/breaks/${first?.id}/approve`, {});
    await chief.call("POST", `/floor/breaks/${second?.id}/refuse`);
    await on.loop().settle();
    expect(await mine(bo)).toMatchObject({ ask: null, last: { outcome: "refused", by: "chief" } });
    expect((await go(amy, key)).body).toMatchObject({ session: { presence: "break", reason: key } });
    expect(faultOf(await chief.call("POST", `/floor/breaks/${second?.id}/approve`, {}))).toEqual([
      404,
      "break_ask_gone",
      {},
    ]);
    const off = { name: "外出", paid: false, minutes: 60, needsApproval: true, active: false, version };
    expect((await boss.call("PUT", `/break-codes/${id}`, off)).status).toBe(200);
    expect(await presenceOf(amy)).toBe("break");
  });

  it("lets somebody go at once although there is no place, and sees how long who was away", async () => {
    await quota(0);
    const chief = await on.person("chief", "supervisor");
    const amy = await on.seated("amy");
    await go(amy);
    const [first] = await line(chief);
    await chief.call("POST", `/floor/breaks/${first?.id}/approve`, { now: true });
    expect((await go(amy)).body).toMatchObject({ session: { presence: "break" } });
    await on.pass(2 * MINUTE);
    await amy.call("PUT", "/seat/presence", { to: "ready" });
    await on.pass(MINUTE);
    expect((await chief.call("GET", "/floor/breaks")).body).toMatchObject({
      today: [{ staffId: amy.id, code: "meal", ms: 2 * MINUTE }],
    });
  });

  it("has no say over the agents of other queues", async () => {
    await quota(0);
    const amy = await on.seated("amy");
    await go(amy);
    const stranger = await on.person("stranger", "supervisor", [await on.floor().queue()]);
    const ask = await on.floor().tables.value<string>("SELECT id FROM break_ask WHERE ended_at IS NULL");
    expect(await line(stranger)).toEqual([]);
    expect(faultOf(await stranger.call("POST", `/floor/breaks/${ask}/refuse`))[1]).toBe("break_ask_gone");
  });

  it("changes how much somebody takes at once, who sees by whom, and keeps what she has", async () => {
    const amy = await on.seated("amy");
    const chief = await on.person("chief", "supervisor");
    const { offerId } = await on.offered();
    await amy.call("POST", `/offers/${offerId}/accept`);
    expect((await chief.call("PUT", `/floor/agents/${amy.id}/capacity`, { capacity: 1 })).body).toMatchObject(
      {
        session: { capacity: 1, capacityBy: "chief", used: 1 },
      },
    );
    const more = await on.floor().waits(on.queue(), on.now());
    await on.loop().settle();
    expect(await on.floor().contact(more)).toMatchObject({ state: "queued" });
    await chief.call("PUT", `/floor/agents/${amy.id}/capacity`, { capacity: 2 });
    await on.loop().settle();
    expect(await on.floor().contact(more)).toMatchObject({ state: "offered" });
  });
});
