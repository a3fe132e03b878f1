import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { createRating } from "../../../src/flow/tend/rating.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { chores } from "../../../src/store/loop/chores.ts";
import { outgoing } from "../../../src/store/send/outgoing.ts";
import { stepUndelivered } from "../../../src/store/send/undelivered.ts";
import { expectHistory } from "../../support/conservation.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

const FINAL_MS = 8 * SECOND;

let floor: DeskFloor;
let lin: Agent;
let now = Date.now();
let connect: ReturnType<typeof createConnection>;
let canSend: readonly string[];
let isConnected = true;
let wakes: string[] = [];
let fans = 0;
const newFan = (): string => `fan ${(fans += 1)}`;

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now, policy: { wrapRequired: [] } });
  lin = await floor.agent("小林", { capacity: 50 });
  connect = createConnection(floor.url);
  canSend = [floor.channel.account.id];
});

afterAll(async () => {
  await expectHistory(floor.tables);
  await (await connect()).end();
  await floor.close();
});

/** A fresh one, as after a restart: it has nothing but the rows. */
const round = (): Promise<number> =>
  createRating({
    chores: chores(connect),
    clock: () => now,
    deskOf: () => (isConnected ? floor.channel.desk : undefined),
    rulesOf: () => floor.channel.adapter.traits.windows,
    canSend: () => canSend,
    wake: ({ topic }) => void wakes.push(topic),
    watch: { tended: () => undefined } as never,
  }).round();

async function talk(fan: string) {
  const contact = await floor.serve(fan, lin);
  bodyOf(await lin.call("POST", `/contacts/${contact.id}/end`));
  return contact;
}

/** A talk that has ended, and about which its fan was asked. */
async function asked(fan: string) {
  const contact = await talk(fan);
  now += FINAL_MS + 1;
  await round();
  return contact;
}

const eventsOf = async (contactId: string, ...codes: readonly string[]) =>
  (
    await floor.tables.rows<{ told: string }>(
      `SELECT concat_ws(' ', actor, code, data ->> 'because', data ->> 'score') AS told FROM event
       WHERE subject = 'contact' AND subject_id = $1 AND code = ANY ($2) ORDER BY seq`,
      [contactId, codes],
    )
  ).map(({ told }) => told);
const RATING = ["rating_asked", "rating_skipped", "rated"];
const ratingOf = (contactId: string) =>
  floor.tables.value<number | null>("SELECT rating::int FROM contact WHERE id = $1", [contactId]);
const lastSaid = async (conversationId: string) =>
  (
    await floor.tables.rows<{ author: string; text: string; contact_id: string | null }>(
      `SELECT author::text, content ->> 'text' AS text, contact_id FROM message WHERE conversation_id = $1
       ORDER BY seq DESC LIMIT 1`,
      [conversationId],
    )
  )[0];
const contactsOf = (conversationId: string) =>
  floor.tables.value<number>("SELECT count(*)::int FROM contact WHERE conversation_id = $1", [
    conversationId,
  ]);
const settings = () => floor.channel.desk.settings;

describe("the invitation to rate a talk", () => {
  it("leaves once the end cannot be taken back any more, and no second time", async () => {
    const contact = await talk(newFan());
    wakes = [];
    now += FINAL_MS;
    expect(await round()).toBe(0);
    now += 1;
    expect(await round()).toBe(1);
    expect(wakes).toEqual(["send"]);
    expect(await lastSaid(contact.conversationId)).toEqual({
      author: "bot",
      text: settings()["notice.rating"],
      contact_id: contact.id,
    });
    expect(
      await floor.tables.rows(
        "SELECT class::text, state::text, optional FROM outbox WHERE conversation_id = $1 ORDER BY seq DESC LIMIT 1",
        [contact.conversationId],
      ),
    ).toEqual([{ class: "notice", state: "queued", optional: true }]);
    expect(await round()).toBe(0);
    expect(await eventsOf(contact.id, ...RATING)).toEqual(["system rating_asked"]);
  });

  it("waits for the end that stays: one taken back is none", async () => {
    const contact = await talk(newFan());
    now += 5 * SECOND;
    bodyOf(await lin.call("POST", `/contacts/${contact.id}/resume`));
    now += FINAL_MS;
    expect(await round()).toBe(0);
    bodyOf(await lin.call("POST", `/contacts/${contact.id}/end`));
    now += FINAL_MS + 1;
    expect(await round()).toBe(1);
  });

  it("is for the wrapped up, too, and not for a queue that does not want it", async () => {
    const contact = await talk(newFan());
    bodyOf(await lin.call("POST", `/contacts/${contact.id}/wrap-up`, { outcome: "solved" }));
    await floor.tables.rows("UPDATE queue SET policy = policy || '{\"ratingInvite\": false}'");
    const without = await talk(newFan());
    await floor.tables.rows("UPDATE queue SET policy = policy - 'ratingInvite'");
    now += FINAL_MS + 1;
    expect(await round()).toBe(1);
    expect(await eventsOf(contact.id, ...RATING)).toEqual(["system rating_asked"]);
    expect(await eventsOf(without.id, ...RATING)).toEqual([]);
  });

  it("is not sent to a fan who goes on, and once on a ticket within a day", async () => {
    const fan = newFan();
    const first = await talk(fan);
    await floor.say(fan, SAYS.nonsense);
    now += FINAL_MS + 1;
    await round();
    expect(await eventsOf(first.id, ...RATING)).toEqual(["system rating_skipped back"]);

    const second = await floor.serve(fan, lin);
    const end = () => lin.call("POST", `/contacts/${second.id}/end`);
    bodyOf(await end());
    now += FINAL_MS + 1;
    await round();
    expect(await eventsOf(second.id, ...RATING)).toEqual(["system rating_asked"]);
    await floor.say(fan, SAYS.nonsense);
    const third = await floor.serve(fan, lin);
    bodyOf(await lin.call("POST", `/contacts/${third.id}/end`));
    now += FINAL_MS + 1;
    await round();
    expect(await eventsOf(third.id, ...RATING)).toEqual(["system rating_skipped asked_before"]);
  });

  it("is not sent where it could not arrive", async () => {
    const [refused, mute, gone] = [await talk(newFan()), await talk(newFan()), await talk(newFan())];
    await floor.tables.rows(
      "UPDATE outbox SET state = 'rejected', code = '45015' WHERE conversation_id = $1",
      [refused.conversationId],
    );
    await floor.tables.rows(
      "UPDATE contact SET rating_due_at = rating_due_at + interval '1 minute' WHERE id = $1",
      [mute.id],
    );
    await floor.tables.rows(
      "UPDATE contact SET rating_due_at = rating_due_at + interval '2 minutes' WHERE id = $1",
      [gone.id],
    );
    now += FINAL_MS + 1;
    await round();
    const able = canSend;
    canSend = [];
    now += MINUTE;
    await round();
    [canSend, isConnected] = [able, false];
    now += MINUTE;
    await round();
    isConnected = true;
    expect(await eventsOf(refused.id, ...RATING)).toEqual(["system rating_skipped refused"]);
    expect(await eventsOf(mute.id, ...RATING)).toEqual(["system rating_skipped no_way_out"]);
    expect(await eventsOf(gone.id, ...RATING)).toEqual(["system rating_skipped no_way_out"]);
  });

  it.each([
    ["refused", { state: "rejected", code: "45047" }],
    ["of unknown fate", { state: "unknown", code: "no_answer" }],
  ] as const)("leaves nothing for anybody to handle where it is %s", async (_, outcome) => {
    const fan = newFan();
    const contact = await talk(fan);
    await floor.tables.rows("UPDATE outbox SET state = 'accepted' WHERE state IN ('queued', 'passive')");
    now += FINAL_MS + 1;
    await round();
    const out = outgoing(inTurns(connect));
    const claims = await out.claim([{ accountId: floor.channel.account.id, free: 9 }]);
    const mine = claims.filter(({ conversationId }) => conversationId === contact.conversationId);
    expect(mine).toHaveLength(1);
    for (const claimed of claims) await out.settle(claimed, outcome);

    const LEFT = "SELECT count(*)::int FROM outbox WHERE due_at IS NOT NULL AND conversation_id = $1";
    expect(await floor.tables.value(LEFT, [contact.conversationId])).toBe(0);

    // She has the bot again meanwhile, who must not give her to a person for it.
    await floor.say(fan, "谢谢");
    await floor.tables.rows(
      "UPDATE conversation SET served_at = served_at - interval '2 days' WHERE id = $1",
      [contact.conversationId],
    );
    await floor.say(fan, SAYS.ship);
    await stepUndelivered(await connect(), now, canSend, () => {
      throw new Error("nobody is asked");
    });
    expect((await floor.contactOf(fan)).state).toBe("bot");
    expect(bodyOf(await lin.call("GET", "/outbox/unknown"))).toMatchObject({ items: [] });
    expect(await floor.tables.value("SELECT count(*)::int FROM outbox WHERE state = 'unknown'")).toBe(0);
    type Row = { readonly contactId: string; readonly unknownSends: number };
    const desk = bodyOf<{ contacts: Row[] }>(await lin.call("GET", "/desk"));
    expect(desk.contacts.find(({ contactId }) => contactId === contact.id)?.unknownSends).toBe(0);
    const thread = bodyOf<{ items: { content?: { text?: string }; send: object | null }[] }>(
      await lin.call("GET", `/conversations/${contact.conversationId}/messages`),
    );
    const invitation = thread.items.find(({ content }) => content?.text === settings()["notice.rating"]);
    expect(invitation).toMatchObject({ send: null });
  });
});

describe("a fan's digit after it", () => {
  it("is the contact's rating, thanked once; a later one in time replaces it", async () => {
    const fan = newFan();
    const contact = await asked(fan);
    await floor.say(fan, "2");
    expect(await ratingOf(contact.id)).toBe(2);
    expect(await lastSaid(contact.conversationId)).toEqual({
      author: "bot",
      text: settings()["notice.rated"],
      contact_id: contact.id,
    });
    await floor.say(fan, "5分");
    expect(await lastSaid(contact.conversationId)).toMatchObject({ author: "fan", contact_id: contact.id });
    expect(await ratingOf(contact.id)).toBe(5);
    expect(await eventsOf(contact.id, "rated")).toEqual(["fan rated 2", "fan rated 5"]);
    expect(await contactsOf(contact.conversationId)).toBe(1);

    const head = await lin.call("GET", `/conversations/${contact.conversationId}`);
    expect(bodyOf<{ contact: object }>(head).contact).toMatchObject({ state: "wrapup", rating: 5 });
    const ticketId = await floor.tables.value<string>("SELECT ticket_id FROM contact WHERE id = $1", [
      contact.id,
    ]);
    const events = bodyOf<{ items: { code: string; params: object }[] }>(
      await lin.call("GET", `/tickets/${ticketId}/events`),
    );
    expect(events.items.at(-1)).toMatchObject({ code: "rated", params: { score: 5 } });
    const ticket = bodyOf<{ contacts: object[] }>(await lin.call("GET", `/tickets/${ticketId}`));
    expect(ticket.contacts).toMatchObject([{ rating: 5 }]);
    const customer = await lin.call("GET", `/conversations/${contact.conversationId}/customer`);
    expect(bodyOf<{ contacts: object[] }>(customer).contacts).toMatchObject([{ rating: 5 }]);
  });

  it("counts though the wrap-up is filled at that moment, and twice in one batch", async () => {
    const fan = newFan();
    const contact = await asked(fan);
    await Promise.all([
      floor.say(fan, "1"),
      lin.call("POST", `/contacts/${contact.id}/wrap-up`, { outcome: "solved" }).then(bodyOf),
      floor.say(fan, "3"),
    ]);
    expect(await ratingOf(contact.id)).toBe(3);
    expect(await eventsOf(contact.id, "rated")).toEqual(["fan rated 1", "fan rated 3"]);
    expect((await floor.contactOf(fan)).state).toBe("closed");
  });

  it("is thanked without a person's having to look after the thanks, where these cannot leave", async () => {
    const fan = newFan();
    const contact = await asked(fan);
    await floor.say(fan, "5");
    await floor.tables.rows("UPDATE outbox SET due_at = NULL");
    await floor.tables.rows(
      `UPDATE outbox SET state = 'rejected', due_at = now() WHERE conversation_id = $1
       AND seq = (SELECT seq FROM conversation WHERE id = $1)`,
      [contact.conversationId],
    );
    await floor.tables.rows(
      "UPDATE conversation SET served_at = served_at - interval '2 days' WHERE id = $1",
      [contact.conversationId],
    );
    await floor.say(fan, SAYS.ship);
    const refuse = () => {
      throw new Error("nobody is asked");
    };
    expect(await stepUndelivered(await connect(), now, canSend, refuse)).toBe(1);
    expect((await floor.contactOf(fan)).state).toBe("bot");
  });

  it("is nothing of the kind where the time is over", async () => {
    const fan = newFan();
    const contact = await asked(fan);
    now += settings()["contact.ratingMs"] + 1;
    await floor.say(fan, "4");
    expect(await ratingOf(contact.id)).toBeNull();
    expect(await contactsOf(contact.conversationId)).toBe(2);
  });
});
