import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let lin: Agent;
let boss: Agent;
let stranger: Agent;
let fans = 0;

beforeAll(async () => {
  floor = await openDeskFloor({});
  lin = await floor.agent("小林", { capacity: 20 });
  boss = await floor.agent("班长", { grants: [{ role: "supervisor", queues: "all" }], capacity: null });
  const elsewhere = randomUUID();
  await floor.tables.rows(
    `INSERT INTO queue (id, group_id, key, name, policy, created_at)
     SELECT $1::uuid, group_id, $1::text, '外组', '{}', now() FROM queue WHERE id = $2`,
    [elsewhere, floor.queueId],
  );
  const grants = [{ role: "supervisor", queues: [elsewhere] }] as const;
  stranger = await floor.agent("外组班长", { grants, capacity: null });
});
afterAll(() => floor.close());

const serve = async (): Promise<string> => (await floor.serve(`rude ${(fans += 1)}`, lin)).id;
const warn = (id: string) => lin.call("POST", `/contacts/${id}/abuse-warnings`);
const endIt = (who: Agent, id: string) => who.call("POST", `/contacts/${id}/abuse-end`);
const stateOf = (id: string) => floor.tables.value<string>("SELECT state FROM contact WHERE id = $1", [id]);

describe("a customer who insults her agent", () => {
  it("is warned twice by the house's words, in the history and on their way out; a third time is refused", async () => {
    const id = await serve();
    for (const times of [1, 2]) {
      const { seqs } = bodyOf<{ seqs: number[] }>(await warn(id));
      const [sent] = await floor.tables.rows(
        `SELECT m.author, o.class, w.n FROM abuse_warning w JOIN contact k ON k.id = w.contact_id
           JOIN message m ON m.conversation_id = k.conversation_id AND m.seq = w.seq
           JOIN outbox o ON o.conversation_id = k.conversation_id AND o.seq = w.seq
         WHERE w.contact_id = $1 AND w.seq = $2`,
        [id, seqs[0]],
      );
      expect(sent).toEqual({ author: "agent", class: "agent", n: times });
      expect((await boss.call("GET", `/contacts/${id}/abuse-warnings`)).body).toEqual({
        warned: times,
        max: 2,
      });
    }
    expect(refusalOf(await warn(id))).toMatchObject({ status: 409, code: "abuse_warned_twice" });
    expect(await stateOf(id)).toBe("active");
  });

  it("is sent away by her agent's leader alone, after two warnings, and is not asked how it was", async () => {
    const id = await serve();
    expect(refusalOf(await endIt(boss, id))).toMatchObject({ code: "abuse_unwarned", params: { warned: 0 } });
    bodyOf(await warn(id));
    bodyOf(await warn(id));
    expect(refusalOf(await endIt(lin, id))).toMatchObject({ status: 403 });
    expect(refusalOf(await endIt(stranger, id))).toMatchObject({ status: 404, code: "contact_gone" });
    bodyOf(await endIt(boss, id));
    expect(
      await floor.tables.rows("SELECT state, owner_id, rating_due_at FROM contact WHERE id = $1", [id]),
    ).toEqual([{ state: "wrapup", owner_id: lin.id, rating_due_at: null }]);
    expect(
      await floor.tables.rows("SELECT actor, data FROM audit WHERE action = 'contact.abuse_ended'", []),
    ).toEqual([{ actor: `staff:${boss.id}`, data: { staffId: lin.id, warned: 2 } }]);
    expect(refusalOf(await endIt(boss, id))).toMatchObject({ status: 409, code: "contact_not_active" });
  });

  it("is warned by nobody but her agent", async () => {
    const id = await serve();
    expect(refusalOf(await boss.call("POST", `/contacts/${id}/abuse-warnings`))).toMatchObject({
      code: "contact_not_yours",
    });
  });
});
