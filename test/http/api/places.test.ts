import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { windows } from "../../../adapters/platform/wechat-oa/deliver/windows.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { outgoing } from "../../../src/store/send/outgoing.ts";
import { conversationStore } from "../../../src/store/desk/stores.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { platform } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
beforeAll(async () => {
  // This platform counts as an Official Account's does: five messages after a word of hers.
  Object.assign(platform.traits, { windows });
  floor = await openDeskFloor();
  lin = await floor.agent("小林", { capacity: 20 });
});
afterAll(() => floor.close());

let fans = 0;
let id: string;
beforeEach(async () => {
  id = (await floor.serve(`fan ${(fans += 1)}`, lin)).conversationId;
  // What the bot has said has left with its webhook.
  await floor.tables.rows("UPDATE outbox SET state = 'accepted'");
});

const reply = (text: string) => lin.call("POST", `/conversations/${id}/replies`, { text });
/** Texts that fill a message each. */
const full = (messages: number) => "长".repeat(682 * messages);
type Places = {
  readonly windows: { readonly left: number }[];
  readonly waiting: { readonly text: string | null }[];
};
const places = async () => bodyOf<Places>(await lin.call("GET", `/conversations/${id}/places`));

describe("the places of replies that have not left yet", () => {
  it("are one for short texts that will leave as one message: more of them than there are places are taken", async () => {
    for (let n = 1; n <= 8; n += 1) bodyOf(await reply(`第 ${n} 句`));
    expect((await places()).waiting.map(({ text }) => text)).toEqual(
      Array.from({ length: 8 }, (_, n) => `第 ${n + 1} 句`),
    );
    bodyOf(await reply(full(4)));
    expect(refusalOf(await reply("再一句"))).toMatchObject({
      status: 409,
      code: "reply_places_used_up",
      params: { left: 0, parts: 1 },
    });
    expect(
      await floor.tables.value(
        "SELECT count(*)::int FROM outbox WHERE conversation_id = $1 AND state = 'queued'",
        [id],
      ),
    ).toBe(12);
  });

  it("are refused where all parts do not find one, and none leaves", async () => {
    bodyOf(await reply("一句"));
    expect(refusalOf(await reply(full(5)))).toMatchObject({ params: { left: 4, parts: 5 } });
    expect((await places()).waiting).toHaveLength(1);
  });

  it("are kept together until what joins them is committed: nothing that waits leaves in between", async () => {
    bodyOf(await reply("一句"));
    const [mine, theirs] = [createConnection(floor.url), createConnection(floor.url)];
    const client = await mine();
    const claim = () => outgoing(inTurns(theirs)).claim([{ accountId: floor.channel.account.id, free: 9 }]);
    await client.query("BEGIN");
    expect((await conversationStore(client).places(id, windows, Date.now(), true)).waiting).toHaveLength(1);
    expect((await claim()).filter((one) => one.conversationId === id)).toEqual([]);
    await client.query("COMMIT");
    expect((await claim()).filter((one) => one.conversationId === id)).toHaveLength(1);
    for (const connection of [mine, theirs]) await (await connection()).end();
  });
});
