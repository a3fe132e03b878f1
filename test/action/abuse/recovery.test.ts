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

describe("what she gives to a colleague after an insult", () => {
  async function given() {
    const { amy, contactId } = await serving();
    await on
      .floor()
      .tables.rows("INSERT INTO abuse_warning (contact_id, n, seq, staff_id, at) VALUES ($1, 1, 1, $2, $3)", [
        contactId,
        amy.id,
        new Date(on.now()),
      ]);
    expect(await amy.call("POST", `/contacts/${contactId}/abuse-hand-over`)).toMatchObject({ status: 200 });
    return { amy, contactId };
  }
  const offeredTo = (staffId: string) =>
    on.floor().tables.rows("SELECT contact_id FROM offer WHERE staff_id = $1 ORDER BY id", [staffId]);

  it("is not offered to her again, and to whoever comes before those who waited longer", async () => {
    const { amy, contactId } = await given();
    await on.loop().settle();
    expect(await on.floor().contact(contactId)).toMatchObject({ state: "queued" });
    await amy.call("PUT", "/seat/presence", { to: "not_ready" });
    const older = await on.floor().waits(on.queue(), on.now() - 10 * MINUTE);
    const bo = await on.seated("bo");
    await on.loop().settle();
    expect((await offeredTo(bo.id))[0]).toEqual({ contact_id: contactId });
    expect(await offeredTo(amy.id)).not.toContainEqual({ contact_id: older });
    expect(await offeredTo(amy.id)).toHaveLength(1);
    expect(await on.sessionOf(amy.id)).toMatchObject({ used: 0, no_answers: 0 });
  });
});

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
