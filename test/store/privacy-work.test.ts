import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Agent, bodyOf, type DeskFloor, openDeskFloor } from "../support/desk.ts";
import { browser } from "../support/api.ts";
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

describe("a customer's telephone number", () => {
  const NUMBER = "13700009999";
  const MASKED = "137****9999";

  it("is only where it can be erased, masked and hashed, and gone once the caller is erased; the calls stay", async () => {
    const admin = await floor.agent("管理", { grants: [{ role: "admin", queues: "all" }], capacity: null });
    const wished = { name: "总机", queueId: null, url: "http://127.0.0.1:9/dial" };
    const { key } = bodyOf<{ key: string }>(await admin.call("POST", "/cti/systems", wished));
    const { id } = await floor.serve("dialled", lin);
    const { dialId } = bodyOf<{ dialId: string }>(
      await lin.call("POST", `/contacts/${id}/dial`, { number: NUMBER }),
    );
    for (const [call, kind, more] of [
      ["out", "started", { request: dialId }],
      ["out", "answered", {}],
      ["out", "ended", { recording: "rec-secret" }],
      // It reached nobody.
      ["in", "ended", { number: NUMBER }],
    ] as const)
      bodyOf(
        await browser(floor.api)(
          "POST",
          "/cti/calls",
          { call, kind, at: new Date().toISOString(), ...more },
          { origin: undefined, "x-seatbridge": undefined, authorization: `Bearer ${key}` },
        ),
      );
    const [{ hash } = { hash: "" }] = await floor.tables.rows<{ hash: string }>(
      "SELECT encode(number_hash, 'hex') AS hash FROM call WHERE external_id = 'out'",
    );
    expect(await tablesWith(floor.tables, NUMBER)).toEqual([]);
    for (const text of [MASKED, hash, "rec-secret"]) {
      const found = await tablesWith(floor.tables, text);
      expect(found).toEqual(expect.arrayContaining(["call", "call_report"]));
      expect(found.filter((table) => !ERASABLE.has(table))).toEqual([]);
    }
    await erase(floor.tables, hash);
    for (const text of [MASKED, hash, "rec-secret"]) expect(await tablesWith(floor.tables, text)).toEqual([]);
    expect(await floor.tables.value("SELECT count(*)::int FROM call_report")).toBe(4);
  });
});
