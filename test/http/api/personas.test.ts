import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import type { Asked } from "../../../src/core/channel/capability/asked.ts";
import type { Personas } from "../../../src/core/channel/capability/personas.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { outgoing } from "../../../src/store/send/outgoing.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let admin: Agent;
let lin: Agent;
let wang: Agent;
let connect: ReturnType<typeof createConnection>;
const asked: string[] = [];
let says: Asked<void> = { kind: "done", value: undefined };
const personas: Personas = {
  list: () => Promise.resolve({ kind: "done", value: [{ id: "lin@yuhe", name: "林晓" }] }),
  add: ({ id, name }) => Promise.resolve((asked.push(`add ${id} ${name}`), says)),
  invite: (id, person) => Promise.resolve((asked.push(`invite ${id} ${person}`), says)),
};

beforeAll(async () => {
  floor = await openDeskFloor({ personas });
  admin = await floor.agent("管理员", { grants: [{ role: "admin", queues: "all" }], capacity: null });
  lin = await floor.agent("小林");
  wang = await floor.agent("小王");
  connect = createConnection(floor.url);
});
afterAll(async () => {
  await (await connect()).end();
  await floor.close();
});

const base = () => `/accounts/${floor.channel.account.id}/personas`;
const set = (agent: Agent, persona: string | null, by = admin) =>
  by.call("PUT", `${base()}/${agent.id}`, { persona });
/** As whom the next words of hers that leave are shown. */
async function shownAs(fan: string, agent: Agent): Promise<string | null | undefined> {
  const { conversationId } = await floor.serve(fan, agent);
  await floor.tables.rows("UPDATE outbox SET state = 'accepted'");
  bodyOf(await agent.call("POST", `/conversations/${conversationId}/replies`, { text: "您好" }));
  const store = outgoing(inTurns(connect));
  const [claimed] = await store.claim([{ accountId: floor.channel.account.id, free: 1 }]);
  if (claimed !== undefined) await store.settle(claimed, { state: "accepted" });
  return claimed?.persona;
}

describe("as whom an agent is shown to the fans of an account", () => {
  it("is somebody of her own once that is set, and of nobody else's; and again as before", async () => {
    expect(await shownAs("fan 1", lin)).toBeNull();
    bodyOf(await set(lin, "lin@yuhe"));
    expect([await shownAs("fan 2", lin), await shownAs("fan 3", wang)]).toEqual(["lin@yuhe", null]);
    const { items } = bodyOf<{ items: object[] }>(await admin.call("GET", base()));
    expect(items).toContainEqual({ staffId: lin.id, name: "小林", persona: "lin@yuhe" });
    expect(items).toContainEqual({ staffId: wang.id, name: "小王", persona: null });
    bodyOf(await set(lin, null));
    expect(await shownAs("fan 4", lin)).toBeNull();
  });

  it("is decided by who may change accounts, about somebody who is there", async () => {
    expect(refusalOf(await set(lin, "lin@yuhe", wang)).code).toBe("forbidden");
    expect(refusalOf(await set({ ...lin, id: floor.queueId }, "lin@yuhe")).code).toBe("staff_gone");
    expect(refusalOf(await set(lin, "no account")).code).toBe("input_invalid");
  });

  it("can be chosen of the platform's own agents; a new one is made there, and asked where a person is named", async () => {
    expect(bodyOf(await admin.call("GET", `${base()}/known`))).toEqual({
      items: [{ id: "lin@yuhe", name: "林晓" }],
    });
    const made = { persona: "wang@yuhe", name: "王敏" };
    bodyOf(await admin.call("POST", base(), made));
    bodyOf(await admin.call("POST", base(), { ...made, person: "wangmin" }));
    expect(asked).toEqual(["add wang@yuhe 王敏", "add wang@yuhe 王敏", "invite wang@yuhe wangmin"]);
    says = { kind: "refused", code: "61453", whose: "request" };
    expect(refusalOf(await admin.call("POST", base(), made))).toMatchObject({
      code: "platform_refused",
      params: { code: "61453" },
    });
  });
});
