import { describe, expect, it } from "@jest/globals";
import { MINUTE } from "../../../src/core/kernel/instant.ts";
import { faultOf, OFFER_MS, seatPeople, START } from "../../support/seat-people.ts";

const on = seatPeople();

describe("her presence", () => {
  it("gives an offer back at once when she leaves ready, and nobody is punished", async () => {
    const amy = await on.seated("amy");
    const { contactId, offerId } = await on.offered();
    const bo = await on.seated("bo");
    const { body } = await amy.call("PUT", "/seat/presence", { to: "not_ready" });
    expect(body).toMatchObject({ session: { presence: "not_ready", used: 0 }, leaves: 0 });
    expect(await on.floor().contact(contactId)).toMatchObject({ state: "queued" });
    await on.loop().settle();
    expect(await on.floor().contact(contactId)).toMatchObject({
      state: "offered",
      offer: { staffId: bo.id },
    });
    const ended = await on.floor().tables.rows("SELECT outcome, reason FROM offer WHERE id = $1", [offerId]);
    expect(ended).toEqual([{ outcome: "withdrawn", reason: "left_ready" }]);
    expect(
      await on.floor().tables.value("SELECT no_answers FROM agent_session WHERE staff_id = $1", [amy.id]),
    ).toBe(0);
  });

  it("keeps her fans hers on a break, and says how many of them wait for a word", async () => {
    const amy = await on.seated("amy");
    const [one, two] = [await on.offered(), await on.offered()];
    for (const { offerId } of [one, two]) await amy.call("POST", `/offers/${offerId}/accept`);
    await on.floor().step(two.contactId, on.now(), { code: "replied", seq: 2, staff: amy.id, parts: 1 });
    const { body } = await amy.call("PUT", "/seat/presence", { to: "break", reason: "meal" });
    expect(body).toMatchObject({ session: { presence: "break", reason: "meal", used: 2 }, leaves: 1 });
    expect(await on.floor().contact(one.contactId)).toMatchObject({ state: "active", ownerId: amy.id });
  });

  it("needs a reason for a break, and takes none for anything else", async () => {
    const amy = await on.seated("amy");
    for (const body of [
      { to: "break" },
      { to: "ready", reason: "meal" },
      { to: "auto_away" },
      { to: "offline" },
    ]) {
      expect((await amy.call("PUT", "/seat/presence", body)).status).toBe(400);
    }
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "ready" });
  });

  it("comes back from auto away by her own act, and starts with a clean slate", async () => {
    await on.setPolicy({ offerMs: OFFER_MS, noAnswerMax: 1 });
    const amy = await on.seated("amy");
    await on.offered();
    await on.pass(OFFER_MS);
    await on.loop().settle();
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "auto_away", cause: "no_answer" });
    await on.pass(MINUTE);
    await on.loop().settle();
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "auto_away" });
    await amy.call("PUT", "/seat/presence", { to: "ready" });
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "ready", cause: null, no_answers: 0 });
  });

  it("is not there to set for whoever sits nowhere", async () => {
    const amy = await on.person("amy");
    expect(faultOf(await amy.call("PUT", "/seat/presence", { to: "ready" }))).toEqual([
      409,
      "not_seated",
      {},
    ]);
    expect(faultOf(await amy.call("DELETE", "/seat/session"))).toEqual([409, "not_seated", {}]);
  });
});

describe("a supervisor", () => {
  it("sets somebody of hers not ready, who sees by whom", async () => {
    const amy = await on.seated("amy");
    const chief = await on.person("chief", "supervisor", [on.queue()]);
    const { contactId } = await on.offered();
    const { status } = await chief.call("POST", `/floor/agents/${amy.id}/not-ready`);
    expect(status).toBe(200);
    expect(await on.sessionOf(amy.id)).toMatchObject({
      presence: "not_ready",
      cause: `staff:${chief.id}`,
      used: 0,
    });
    expect(await on.floor().contact(contactId)).toMatchObject({ state: "queued" });
    expect(
      await on.floor().tables.rows("SELECT actor FROM audit WHERE action = 'agent.forced_not_ready'"),
    ).toEqual([{ actor: `staff:${chief.id}` }]);
  });

  it("signs off who has gone: her fans go to others, and she is told by whom", async () => {
    const amy = await on.seated("amy");
    const chief = await on.person("chief", "supervisor");
    const { contactId, offerId } = await on.offered();
    await amy.call("POST", `/offers/${offerId}/accept`);
    expect((await chief.call("POST", `/floor/agents/${amy.id}/sign-out`)).body).toEqual({
      session: null,
      leaves: 0,
    });
    expect(await on.floor().contact(contactId)).toMatchObject({
      state: "queued",
      queueReason: "orphaned",
      enqueuedAt: START,
    });
    expect(await amy.call("GET", "/seat/last-session")).toMatchObject({
      body: { session: { how: "forced", by: "chief" } },
    });
  });

  it("has no power over another queue's agents, and an agent has none at all", async () => {
    const amy = await on.seated("amy");
    const elsewhere = await on.floor().queue();
    const stranger = await on.person("stranger", "supervisor", [elsewhere]);
    const bo = await on.seated("bo");
    expect(faultOf(await stranger.call("POST", `/floor/agents/${amy.id}/sign-out`))).toEqual([
      404,
      "staff_gone",
      {},
    ]);
    expect(faultOf(await bo.call("POST", `/floor/agents/${amy.id}/not-ready`))).toEqual([
      403,
      "forbidden",
      { permission: "floor.write" },
    ]);
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "ready" });
  });
});

describe("an administrator who disables somebody", () => {
  it("frees her seat at once: her fans go to others", async () => {
    const amy = await on.seated("amy");
    const boss = await on.person("boss", "admin");
    const { contactId, offerId } = await on.offered();
    await amy.call("POST", `/offers/${offerId}/accept`);
    expect((await boss.call("POST", `/staff/${amy.id}/disable`, { version: 1 })).status).toBe(200);
    expect(await on.floor().contact(contactId)).toMatchObject({ state: "queued", queueReason: "orphaned" });
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "offline", used: 0 });
  });
});
