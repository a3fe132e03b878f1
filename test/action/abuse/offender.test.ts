import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DAY } from "../../../src/core/kernel/instant.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let lin: Agent;
let boss: Agent;
let now = Date.now();

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  lin = await floor.agent("小林", { capacity: 20 });
  boss = await floor.agent("班长", { grants: [{ role: "supervisor", queues: "all" }], capacity: null });
});
afterAll(() => floor.close());

type Offender = { readonly times: number; readonly until: string; readonly lifted: object | null };

/** She insults until she has been warned a last time, or but once; then the contact is over. */
async function insults(fan: string, warnings = 2): Promise<string> {
  const { id, conversationId } = await floor.serve(fan, lin);
  for (let n = 0; n < warnings; n += 1) bodyOf(await lin.call("POST", `/contacts/${id}/abuse-warnings`));
  bodyOf(await lin.call("POST", `/contacts/${id}/end`));
  await floor.tables.rows("UPDATE contact SET state = 'closed', ended_at = talk_ended_at WHERE id = $1", [
    id,
  ]);
  return conversationId;
}
const offender = async (conversationId: string): Promise<Offender | null> =>
  bodyOf<{ offender: Offender | null }>(await boss.call("GET", `/conversations/${conversationId}`)).offender;
const lift = (who: Agent, conversationId: string, reason = "apologised") =>
  who.call("POST", `/conversations/${conversationId}/abuse-lift`, { reason });

describe("a customer who insults again and again", () => {
  it("is marked from the third contact with a last warning on; whoever was warned once in one is not counted", async () => {
    const id = await insults("rough");
    await insults("rough", 1);
    await insults("rough");
    expect(await offender(id)).toBeNull();
    await insults("rough");
    const until = new Date(now + 30 * DAY).toISOString();
    expect(await offender(id)).toEqual({ times: 3, until, lifted: null });
    expect(refusalOf(await lift(lin, id))).toMatchObject({ status: 403 });
    await floor.tables.rows("UPDATE abuse_warning SET at = at - interval '30 days'");
    expect(await offender(id)).toBeNull();
    expect(refusalOf(await lift(boss, id))).toMatchObject({ status: 409, code: "abuse_not_flagged" });
  });

  it("is marked no more once a leader lifts it, which is told with who and why; then the next counts anew", async () => {
    const id = await insults("sorry");
    for (const fan of ["sorry", "sorry"]) await insults(fan);
    expect(bodyOf(await lift(boss, id))).toEqual({ conversationId: id });
    expect(await offender(id)).toMatchObject({
      times: 3,
      lifted: { by: { id: boss.id, name: "班长" }, at: new Date(now).toISOString(), reason: "apologised" },
    });
    expect(
      await floor.tables.rows("SELECT actor, data FROM audit WHERE action = 'customer.abuse_lifted'", []),
    ).toEqual([{ actor: `staff:${boss.id}`, data: { reason: "apologised" } }]);
    now += 1_000;
    for (const fan of ["sorry", "sorry"]) await insults(fan);
    expect(await offender(id)).toMatchObject({ lifted: { reason: "apologised" } });
    await insults("sorry");
    expect(await offender(id)).toMatchObject({ times: 3, lifted: null });
  });
});
