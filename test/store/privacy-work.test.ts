import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Agent, bodyOf, type DeskFloor, openDeskFloor } from "../support/desk.ts";
import { erase, ERASABLE, tablesWith } from "../support/privacy.ts";

const FAN = "oSECRET-openid";
const WORDS = "关于她的机密";

let floor: DeskFloor;
let lin: Agent;
let conversationId: string;

beforeAll(async () => {
  floor = await openDeskFloor({ policy: { wrapRequired: [] } });
  lin = await floor.agent("小林");
});

afterAll(() => floor.close());

/** All that people can write to a fan or about her. */
async function write(): Promise<void> {
  const { id, conversationId: conversation } = await floor.serve(FAN, lin);
  conversationId = conversation;
  const { fan } = bodyOf<{ fan: { version: number } }>(await customer("GET"));
  bodyOf(await customer("PUT", { version: fan.version, name: WORDS, remark: WORDS }));
  bodyOf(await lin.call("POST", `/conversations/${conversationId}/replies`, { text: WORDS }));
  bodyOf(await lin.call("POST", `/conversations/${conversationId}/notes`, { text: WORDS }));
  bodyOf(await lin.call("POST", `/contacts/${id}/end`));
  const wrapUp = { nextStep: WORDS, note: WORDS };
  const filled = await lin.call("POST", `/contacts/${id}/wrap-up`, wrapUp);
  const { ticketId } = bodyOf<{ ticketId: string }>(filled);
  const ticket = bodyOf<{ version: number }>(await lin.call("GET", `/tickets/${ticketId}`));
  bodyOf(
    await lin.call("PUT", `/tickets/${ticketId}`, {
      version: ticket.version,
      state: "open",
      title: WORDS,
      reasonId: null,
      priority: 2,
      assigneeId: null,
      dueAt: null,
      note: WORDS,
    }),
  );
}

const customer = (method: "GET" | "PUT", body?: object) =>
  lin.call(method, `/conversations/${conversationId}/customer`, body);

describe("what is written to a fan and about her", () => {
  it("is nowhere but where it can be erased, not in what a call is answered again", async () => {
    await write();
    const found = await tablesWith(floor.tables, WORDS);
    expect(found).toEqual(expect.arrayContaining(["identity", "message", "ticket", "wrap_up"]));
    expect(found.filter((table) => !ERASABLE.has(table))).toEqual([]);
  });

  it("is gone once she is erased, and the work and what happened stay", async () => {
    const counts = () =>
      floor.tables.rows(
        `SELECT (SELECT count(*) FROM wrap_up) AS filled, (SELECT count(*) FROM ticket) AS tickets,
          (SELECT json_agg(e ORDER BY e.subject_id, e.seq) FROM event e)::text AS events`,
      );
    const before = await counts();
    await erase(floor.tables, FAN);
    expect(await tablesWith(floor.tables, WORDS)).toEqual([]);
    expect(await tablesWith(floor.tables, FAN)).toEqual([]);
    expect(await counts()).toEqual(before);
  });
});
