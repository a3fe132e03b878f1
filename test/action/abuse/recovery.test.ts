import { describe, expect, it } from "@jest/globals";
import { MINUTE } from "../../../src/core/kernel/instant.ts";
import { faultOf, seatPeople, type SeatedPerson } from "../../support/seat-people.ts";

const on = seatPeople();

/** Amy has a customer. */
async function serving(): Promise<{ readonly amy: SeatedPerson; readonly contactId: string }> {
  const amy = await on.seated("amy");
  const { contactId, offerId } = await on.offered();
  await amy.call("POST", `/offers/${offerId}/accept`);
  return { amy, contactId };
}

describe("a moment after an insult", () => {
  it("keeps new customers away for three minutes and ends by itself; what she has stays hers", async () => {
    const { amy, contactId } = await serving();
    const { body } = await amy.call("POST", `/contacts/${contactId}/recovery`);
    expect(body).toMatchObject({
      session: { presence: "recovery", backAt: new Date(on.now() + 3 * MINUTE).toISOString(), used: 1 },
      leaves: 1,
    });
    const next = await on.floor().waits(on.queue(), on.now());
    await on.pass(3 * MINUTE - 1);
    await on.loop().settle();
    expect(await on.floor().contact(next)).toMatchObject({ state: "queued" });
    expect(await on.floor().contact(contactId)).toMatchObject({ state: "active", ownerId: amy.id });
    await on.pass(1);
    await on.loop().settle();
    expect(await on.floor().contact(next)).toMatchObject({ state: "offered" });
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "ready", no_answers: 0 });
  });

  it("is seen by her leader while it lasts, counts as no break, and is not his to end", async () => {
    const { amy, contactId } = await serving();
    const chief = await on.person("chief", "supervisor", [on.queue()]);
    await amy.call("POST", `/contacts/${contactId}/recovery`);
    await on.pass(MINUTE);
    const { agents } = (await chief.call("GET", "/floor")).body as { agents: readonly object[] };
    expect(agents).toMatchObject([{ staffId: amy.id, presence: "recovery" }]);
    expect((await chief.call("GET", "/floor/breaks")).body).toMatchObject({ today: [] });
    expect(faultOf(await chief.call("POST", `/floor/agents/${amy.id}/not-ready`))).toEqual([
      409,
      "presence_illegal",
      { from: "recovery", to: "not_ready" },
    ]);
  });

  it("is hers once for each contact, and of her own customers alone", async () => {
    const { amy, contactId } = await serving();
    const bo = await on.seated("bo");
    expect(faultOf(await bo.call("POST", `/contacts/${contactId}/recovery`))).toEqual([
      409,
      "recovery_no_cause",
      {},
    ]);
    await amy.call("POST", `/contacts/${contactId}/recovery`);
    await amy.call("PUT", "/seat/presence", { to: "ready" });
    expect(await on.sessionOf(amy.id)).toMatchObject({ presence: "ready" });
    expect(faultOf(await amy.call("POST", `/contacts/${contactId}/recovery`))).toEqual([
      409,
      "recovery_had",
      {},
    ]);
  });
});
