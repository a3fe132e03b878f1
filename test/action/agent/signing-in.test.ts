import { describe, expect, it } from "@jest/globals";
import { DAY, MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { faultOf, seatPeople, START } from "../../support/seat-people.ts";

const on = seatPeople();

describe("signing in on a seat", () => {
  it("takes a free seat, ready or not, with the room that she has", async () => {
    const amy = await on.person("amy");
    const seatId = await on.floor().seat("A-007");
    const { body } = await amy.call("POST", "/seat/session", { seatId });
    expect(body).toMatchObject({
      leaves: 0,
      session: { seatNumber: "A-007", presence: "ready", used: 0, capacity: 5, version: 1, reason: null },
    });
    expect(await amy.call("GET", "/seat/choices")).toMatchObject({
      body: { items: [{ id: seatId, number: "A-007", takenBy: "amy" }] },
    });
    const audit = await on
      .floor()
      .tables.rows("SELECT action, data FROM audit WHERE actor = $1", [`staff:${amy.id}`]);
    expect(audit).toEqual([{ action: "agent.signed_in", data: { seatId, presence: "ready" } }]);
  });

  it("gives a new agent what her day lets, and nobody raises it beside it", async () => {
    const amy = await on.person("amy");
    const chief = await on.person("chief", "supervisor");
    await on.floor().tables.rows("UPDATE staff SET abilities = $2 WHERE id = $1", [
      amy.id,
      // In no zone is it later than her second day.
      { nursery: { since: new Date(on.now() - DAY / 2).toISOString().slice(0, 10), caps: [2, 2, 4] } },
    ]);
    const seatId = await on.floor().seat("A-008");
    expect((await amy.call("POST", "/seat/session", { seatId })).body).toMatchObject({
      session: { capacity: 2 },
    });
    const give = (capacity: number) => chief.call("PUT", `/floor/agents/${amy.id}/capacity`, { capacity });
    expect(faultOf(await give(3))).toEqual([409, "nursery_cap", { max: 2 }]);
    expect((await give(1)).body).toMatchObject({ session: { capacity: 1, capacityBy: "chief" } });
  });

  it("is refused where somebody sits, with her name, and on a seat that is not there or retired", async () => {
    const amy = await on.seated("amy");
    const bo = await on.person("bo");
    const tries = (seatId: string) => bo.call("POST", "/seat/session", { seatId });
    expect(faultOf(await tries(amy.seatId))).toEqual([409, "seat_taken", { name: "amy" }]);
    expect(faultOf(await tries(on.queue()))).toEqual([404, "seat_gone", {}]);
    const retired = await on.floor().seat("A-old");
    await on.floor().tables.rows("UPDATE seat SET state = 'retired' WHERE id = $1", [retired]);
    expect(faultOf(await tries(retired))).toEqual([404, "seat_gone", {}]);
  });

  it("lets one of many have the seat", async () => {
    const seatId = await on.floor().seat("A-1");
    const people = await Promise.all(["a", "b", "c", "d"].map((name) => on.person(name)));
    const answers = await Promise.all(people.map(({ call }) => call("POST", "/seat/session", { seatId })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
  });

  it("moves her with all her work where she is signed in already", async () => {
    const amy = await on.seated("amy");
    const { contactId, offerId } = await on.offered();
    await amy.call("POST", `/offers/${offerId}/accept`);
    const other = await on.floor().seat("A-2");
    const { body } = await amy.call("POST", "/seat/session", { seatId: other, presence: "not_ready" });
    expect(body).toMatchObject({ session: { seatNumber: "A-2", presence: "not_ready", used: 1 } });
    expect(await on.floor().contact(contactId)).toMatchObject({ state: "active", ownerId: amy.id });
    expect(await on.floor().tables.value("SELECT count(*)::int FROM agent_session")).toBe(1);
  });

  it("gives her back what was still hers when her desk was lost, and what she owes", async () => {
    const amy = await on.seated("amy");
    const [one, two] = [await on.offered(), await on.offered()];
    for (const { offerId, contactId } of [one, two]) {
      await amy.call("POST", `/offers/${offerId}/accept`);
      await on.floor().step(contactId, on.now(), { code: "replied", seq: 2, staff: amy.id, parts: 1 });
    }
    await on
      .floor()
      .step(two.contactId, on.now(), { code: "ended", by: "agent", staff: amy.id, dueAt: on.now() + MINUTE });
    for (let waited = 0; waited < 2 * MINUTE; waited += 5 * SECOND) {
      await on.pass(5 * SECOND, "silent");
      await on.loop().settle();
    }
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "offline" });
    expect(await amy.call("GET", "/seat/last-session")).toMatchObject({
      body: {
        session: { seatNumber: "A-amy", how: "lost", by: null, signedOutAt: new Date(START).toISOString() },
      },
    });
    const { body } = await amy.call("POST", "/seat/session", { seatId: amy.seatId });
    expect(body).toMatchObject({ session: { used: 1, wrapupsOwed: 1 } });
    expect(await on.floor().contact(one.contactId)).toMatchObject({
      state: "active",
      sessionId: (await on.sessionOf(amy.id))?.id,
    });
  });
});

describe("signing out", () => {
  it("is at once without work, and gives offers back", async () => {
    const amy = await on.seated("amy");
    const { contactId } = await on.offered();
    expect((await amy.call("DELETE", "/seat/session")).body).toEqual({ session: null, leaves: 0, owed: 0 });
    expect(await on.floor().contact(contactId)).toMatchObject({ state: "queued" });
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "offline", used: 0 });
  });

  it("waits for her last piece of work; she may stay after all", async () => {
    const amy = await on.seated("amy");
    const { offerId } = await on.offered();
    await amy.call("POST", `/offers/${offerId}/accept`);
    expect((await amy.call("DELETE", "/seat/session")).body).toMatchObject({
      session: { presence: "logging_out", used: 1 },
      leaves: 1,
    });
    const waiting = await on.floor().waits(on.queue(), on.now());
    await on.loop().settle();
    expect(await on.floor().contact(waiting)).toMatchObject({ state: "queued" });
    await amy.call("PUT", "/seat/presence", { to: "ready" });
    await on.loop().settle();
    expect(await on.floor().contact(waiting)).toMatchObject({ state: "offered" });
  });
});
