import { describe, expect, it } from "@jest/globals";
import { MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { expectSeatsSound } from "../../support/seat-checks.ts";
import { faultOf, OFFER_MS, seatPeople, START } from "../../support/seat-people.ts";

const on = seatPeople();

describe("an offer", () => {
  it("is hers when she accepts in time", async () => {
    const amy = await on.seated("amy");
    const { contactId, offerId } = await on.offered();
    await on.pass(OFFER_MS - 1);
    expect(await amy.call("POST", `/offers/${offerId}/accept`)).toMatchObject({
      status: 200,
      body: { contactId },
    });
    expect(await on.floor().contact(contactId)).toMatchObject({
      state: "active",
      ownerId: amy.id,
      acceptedAt: on.now(),
    });
    expect(await on.sessionOf(amy.id)).toMatchObject({ used: 1 });
  });

  it("is over at the very end of its time, whether the loop has seen that or not", async () => {
    const amy = await on.seated("amy");
    const { contactId, offerId } = await on.offered();
    await on.pass(OFFER_MS);
    expect(faultOf(await amy.call("POST", `/offers/${offerId}/accept`))).toEqual([
      409,
      "offer_over",
      { outcome: "no_answer" },
    ]);
    await on.loop().settle();
    expect(faultOf(await amy.call("POST", `/offers/${offerId}/accept`))).toEqual([
      409,
      "offer_over",
      { outcome: "no_answer" },
    ]);
    expect(await on.floor().contact(contactId)).toMatchObject({ state: "queued" });
  });

  it("that went to somebody else names her to whoever comes too late", async () => {
    const amy = await on.seated("amy");
    const { contactId, offerId } = await on.offered();
    await on.pass(OFFER_MS);
    const bo = await on.seated("bo");
    await on.loop().settle();
    const second = await on.offerOf(contactId);
    const [late, inTime] = await Promise.all([
      amy.call("POST", `/offers/${offerId}/accept`),
      bo.call("POST", `/offers/${second}/accept`),
    ]);
    expect(inTime.status).toBe(200);
    expect(late.status).toBe(409);
    expect(faultOf(await amy.call("POST", `/offers/${offerId}/accept`))).toEqual([
      409,
      "offer_taken",
      { name: "bo" },
    ]);
    expect(await on.floor().contact(contactId)).toMatchObject({ ownerId: bo.id });
  });

  it("pressed in two tabs is accepted once, and both are told that it is hers", async () => {
    const amy = await on.seated("amy");
    const { contactId, offerId } = await on.offered();
    const presses = await Promise.all([1, 2, 3].map(() => amy.call("POST", `/offers/${offerId}/accept`)));
    expect(presses.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await on.sessionOf(amy.id)).toMatchObject({ used: 1 });
    const accepted = await on
      .floor()
      .tables.value("SELECT count(*)::int FROM event WHERE subject_id = $1 AND code = 'accepted'", [
        contactId,
      ]);
    expect(accepted).toBe(1);
  });

  it("is nobody else's to accept or reject", async () => {
    await on.seated("amy");
    const { contactId, offerId } = await on.offered();
    const bo = await on.seated("bo");
    expect(faultOf(await bo.call("POST", `/offers/${offerId}/accept`))).toEqual([404, "offer_gone", {}]);
    expect(faultOf(await bo.call("POST", `/offers/${offerId}/reject`, { reason: "busy" }))).toEqual([
      404,
      "offer_gone",
      {},
    ]);
    expect(await on.floor().contact(contactId)).toMatchObject({ state: "offered" });
  });

  it("that she rejects goes to the next agent, keeps its place, and does not come back to her", async () => {
    const amy = await on.seated("amy");
    const { contactId, offerId } = await on.offered();
    const bo = await on.seated("bo");
    expect((await amy.call("POST", `/offers/${offerId}/reject`, {})).status).toBe(400);
    await amy.call("POST", `/offers/${offerId}/reject`, { reason: "not_my_field" });
    await on.loop().settle();
    expect(await on.floor().contact(contactId)).toMatchObject({
      offer: { staffId: bo.id },
      enqueuedAt: START,
    });
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "ready", used: 0, no_answers: 0 });
    await bo.call("PUT", "/seat/presence", { to: "not_ready" });
    await on.pass(15 * SECOND);
    await bo.call("PUT", "/seat/presence", { to: "ready" });
    await on.loop().settle();
    expect(await on.floor().contact(contactId)).toMatchObject({ offer: { staffId: bo.id } });
  });

  it("and the clock's end of it happen one way or the other, never both", async () => {
    await on.setPolicy({ offerMs: OFFER_MS, noAnswerMax: 9 });
    const amy = await on.seated("amy");
    for (let round = 0; round < 5; round += 1) {
      const { contactId, offerId } = await on.offered();
      const clicked = amy.call("POST", `/offers/${offerId}/reject`, { reason: "busy" });
      await on.pass(OFFER_MS);
      await Promise.all([clicked, on.loop().round()]);
      await expectSeatsSound(on.floor().tables);
      expect(
        await on
          .floor()
          .tables.value("SELECT outcome IN ('rejected', 'no_answer') FROM offer WHERE id = $1", [offerId]),
      ).toBe(true);
      await on.floor().step(contactId, on.now(), { code: "abandoned", resolution: "unfollowed" });
      await on.pass(MINUTE);
    }
  });
});
