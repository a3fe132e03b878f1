import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { OUR_MATTERS } from "../../../../src/core/answer/words/own.ts";
import { HOUR, MINUTE } from "../../../../src/core/kernel/instant.ts";
import { defaultSettings } from "../../../../src/core/setting/registry.ts";
import type { SocialItem } from "../../../../src/core/social/item.ts";
import { takeItems } from "../../../../src/flow/social/intake.ts";
import { createAnswering } from "../../../../src/flow/social/answering.ts";
import { createConnection } from "../../../../src/store/hot/connection.ts";
import { inTurns } from "../../../../src/store/hot/turns.ts";
import { chores } from "../../../../src/store/loop/chores.ts";
import { outgoing } from "../../../../src/store/send/outgoing.ts";
import { answers } from "../../../../src/store/social/answers.ts";
import { landings } from "../../../../src/store/social/landing.ts";
import { socialStore } from "../../../../src/store/social/social-store.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../../support/desk.ts";
import { openSeatNode } from "../../../support/seat-node.ts";
import { expectContactsFold } from "../../../support/seat-checks.ts";
import { quietWatch, socialAccount } from "../../../store/social/social-account.ts";

const OWN = "1902538057";
let floor: DeskFloor;
let lin: Agent;
let connect: ReturnType<typeof createConnection>;
let mids = 5_300_000_000_000_000;
let now = Date.now();

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now, policy: { wrapRequired: [] } });
  lin = await floor.agent("小林", { capacity: 50 });
  connect = createConnection(floor.url);
});

afterAll(async () => {
  await expectContactsFold(floor.tables);
  await (await connect()).end();
  await floor.close();
});

function item(fan: string, text: string, more: Partial<SocialItem> = {}): SocialItem {
  const mid = String((mids += 1));
  const author = { id: fan, name: `网友${fan}`, followers: 20 };
  const own = { kind: "mention", mid, rootMid: mid, postMid: mid } as const;
  return { ...own, author, text, postedAt: now - MINUTE, ...more };
}
const comment = (fan: string, text: string, under: SocialItem): SocialItem =>
  item(fan, text, { kind: "comment", rootMid: under.rootMid, postMid: under.postMid });

const land = async (...items: SocialItem[]) => {
  const { id } = floor.channel.account;
  const account = { id, ownId: OWN, settings: defaultSettings, matters: OUR_MATTERS };
  await takeItems(landings(inTurns(connect)), account, items, "poll", now);
};

/** The newest contact of her conversation in public. */
async function contactOf(fan: string) {
  const [found] = await floor.tables.rows<{
    id: string;
    state: string;
    conversationId: string;
    threadId: string;
    waiting: boolean;
    resolution: string | null;
  }>(
    `SELECT k.id, k.state::text, k.resolution, k.waiting_since IS NOT NULL AS waiting, c.id AS "conversationId", t.id AS "threadId"
     FROM identity i JOIN conversation c ON c.identity_id = i.id AND c.surface = 'public'
       JOIN contact k ON k.conversation_id = c.id
       JOIN social_thread t ON t.account_id = c.account_id AND t.root_mid = c.thread_key
     WHERE i.external_id = $1 ORDER BY k.created_at DESC, k.id DESC LIMIT 1`,
    [fan],
  );
  return found;
}
async function theContactOf(fan: string) {
  const contact = await contactOf(fan);
  if (contact === undefined) throw new Error(`${fan} has no contact in public`);
  return contact;
}

const saidIn = (conversationId: string) =>
  floor.tables.rows<{ author: string; text: string }>(
    "SELECT author::text, content ->> 'text' AS text FROM message WHERE conversation_id = $1 ORDER BY seq",
    [conversationId],
  );

/** A colleague's public answer, as the gate lets it go, and the platform takes it. */
async function answer(
  threadId: string,
  to: SocialItem,
  text: string,
  kind: "answer" | "invite" = "answer",
): Promise<void> {
  await floor.tables.rows(
    `INSERT INTO social_answer (id, account_id, thread_id, item_mid, post_mid, text, text_digest, kind, state, staff_id, risk, due_at, at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, sha256($5::text::bytea), $7, 'queued', $6, 0, now(), now())`,
    [floor.channel.account.id, threadId, to.mid, to.postMid, text, lin.id, kind],
  );
  await floor.tables.rows(
    "INSERT INTO social_poll (account_id, next_at, day_at, hour_at) VALUES ($1, now(), now(), now()) ON CONFLICT DO NOTHING",
    [floor.channel.account.id],
  );
  const account = socialAccount(floor.channel.account.id, OWN, {
    limits: { callsPerDay: 100, callsPerHour: 150, postsPerHour: 100, isPushed: false, callsPerLook: 3 },
  });
  const round = { answers: answers(inTurns(connect)), accounts: () => [account], clock: () => now };
  const answering = createAnswering({ ...round, watch: quietWatch });
  await answering.round();
  await answering.ended();
}

/** What would leave privately out of a conversation in public. */
async function leaving(): Promise<readonly unknown[]> {
  const room = [{ accountId: floor.channel.account.id, free: 100 }];
  const claimed = await outgoing(inTurns(connect)).claim(room);
  const open = await floor.tables.rows<{ id: string }>(
    "SELECT id FROM conversation WHERE surface = 'public'",
  );
  const inPublic = new Set(open.map(({ id }) => id));
  return claimed.filter(({ conversationId }) => inPublic.has(conversationId));
}

describe("a request in public", () => {
  it("opens a contact that waits for an agent, with her words, and shows the thread on the desk", async () => {
    const asked = item("1001", "@小炉家电 怎么退货？");
    await land(asked);
    const contact = await theContactOf("1001");
    expect(contact).toMatchObject({ state: "queued", waiting: true });
    await floor.seat(contact.id, lin);
    const head = bodyOf<Record<string, unknown>>(
      await lin.call("GET", `/conversations/${contact.conversationId}`),
    );
    expect(head).toMatchObject({
      socialThreadId: contact.threadId,
      fan: { name: "网友1001" },
      contact: { state: "active", surface: "public", queueReason: "public" },
    });
    expect(await saidIn(contact.conversationId)).toEqual([{ author: "fan", text: "@小炉家电 怎么退货？" }]);
  });

  it("is one contact, whoever asks on in its thread; praise and copies open none", async () => {
    const asked = item("1002", "@小炉家电 怎么退货？");
    await land(asked, comment("1002", "怎么没人理？", asked), comment("1003", "我的也漏水，怎么办？", asked));
    const contact = await theContactOf("1002");
    expect(await saidIn(contact.conversationId)).toEqual([
      { author: "fan", text: "@小炉家电 怎么退货？" },
      { author: "fan", text: "怎么没人理？" },
      { author: "fan", text: "@网友1003：我的也漏水，怎么办？" },
    ]);
    expect(await contactOf("1003")).toBeUndefined();
    await land(item("1004", "@小炉家电 太好用了，爱了"));
    expect(await contactOf("1004")).toBeUndefined();
  });

  it("is over where it was answered before anybody had it", async () => {
    const asked = item("1005", "@小炉家电 怎么退货？");
    await land(asked);
    const { id, threadId, conversationId } = await theContactOf("1005");
    await answer(threadId, asked, "您好，七天内可以退的。");
    expect(await theContactOf("1005")).toMatchObject({
      id,
      state: "closed",
      resolution: "answered_in_public",
    });
    expect((await saidIn(conversationId)).at(-1)).toEqual({
      author: "agent",
      text: "您好，七天内可以退的。",
    });
  });

  it("is answered by her agent's comment, who ends it as any other; the next question reopens her ticket", async () => {
    const asked = item("1006", "@小炉家电 怎么退货？");
    await land(asked);
    const first = await theContactOf("1006");
    await floor.seat(first.id, lin);
    await answer(first.threadId, asked, "您好，可以退的，请放心。");
    expect(await theContactOf("1006")).toMatchObject({ state: "active", waiting: false });
    now += MINUTE;
    bodyOf(await lin.call("POST", `/contacts/${first.id}/end`));
    bodyOf(await lin.call("POST", `/contacts/${first.id}/wrap-up`, { outcome: "solved" }));
    await land(comment("1006", "那运费怎么算？", asked));
    const second = await theContactOf("1006");
    expect(second).toMatchObject({ state: "queued" });
    expect(second.id).not.toBe(first.id);
    const tickets = await floor.tables.rows(
      "SELECT DISTINCT ticket_id, prefer_id FROM contact WHERE conversation_id = $1 ORDER BY prefer_id NULLS LAST",
      [first.conversationId],
    );
    expect(new Set(tickets.map((row) => row["ticket_id"])).size).toBe(1);
    expect(tickets[0]).toMatchObject({ prefer_id: lin.id });
  });

  it("joins the person who writes privately, as another talk", async () => {
    await land(item("1007", "@小炉家电 怎么退货？"));
    await floor.say("1007", "转人工");
    const conversations = await floor.tables.rows(
      "SELECT c.surface::text, count(DISTINCT k.id)::int AS contacts FROM identity i JOIN conversation c ON c.identity_id = i.id JOIN contact k ON k.conversation_id = c.id WHERE i.external_id = '1007' GROUP BY 1 ORDER BY 1",
    );
    expect(conversations).toEqual([
      { surface: "private", contacts: 1 },
      { surface: "public", contacts: 1 },
    ]);
  });
});

describe("a public answer that asks her to write privately", () => {
  const talkOf = async (fan: string) =>
    (
      await floor.tables.rows<{
        ticket: string;
        parent: string | null;
        prefers: string | null;
        state: string;
      }>(
        `SELECT k.ticket_id AS ticket, k.parent_contact_id AS parent, k.prefer_id AS prefers, k.state::text FROM identity i
         JOIN conversation c ON c.identity_id = i.id AND c.surface = 'private' JOIN contact k ON k.conversation_id = c.id
         WHERE i.external_id = $1 ORDER BY k.created_at DESC LIMIT 1`,
        [fan],
      )
    )[0];

  it("brings what she writes then to the same ticket, and first to whoever asked her", async () => {
    const asked = item("1020", "@小炉家电 怎么退货？");
    await land(asked);
    const { id, threadId } = await theContactOf("1020");
    await answer(threadId, asked, "@网友1020 请私信我们。", "invite");
    await floor.say("1020", "我来了，订单号是 2026");
    const ticket = await floor.tables.value("SELECT ticket_id FROM contact WHERE id = $1", [id]);
    expect(await talkOf("1020")).toEqual({ ticket, parent: id, prefers: lin.id, state: "queued" });
  });

  it("means nothing for who writes after the window, nor is it an invitation where it only answers", async () => {
    const [late, plain] = [item("1021", "@小炉家电 怎么退货？"), item("1022", "@小炉家电 怎么退货？")];
    await land(late, plain);
    await answer((await theContactOf("1021")).threadId, late, "@网友1021 请私信我们。", "invite");
    await answer((await theContactOf("1022")).threadId, plain, "您好，可以退，放心。");
    await floor.say("1022", "转人工");
    expect(await talkOf("1022")).toMatchObject({ parent: null });
    now += 49 * HOUR;
    await floor.say("1021", "转人工");
    expect(await talkOf("1021")).toMatchObject({ parent: null });
    now -= 49 * HOUR;
  });
});

describe("what was solved in private", () => {
  it("waits for a closing comment until somebody waives it, and again once she has written anew", async () => {
    const asked = item("1030", "@小炉家电 怎么退货？");
    await land(asked);
    const { threadId } = await theContactOf("1030");
    await answer(threadId, asked, "@网友1030 请私信我们吧。", "invite");
    now += MINUTE;
    await floor.say("1030", "我来了");
    const { id: talk } = await floor.contactOf("1030");
    await floor.seat(talk, lin);
    now += MINUTE;
    bodyOf(await lin.call("POST", `/contacts/${talk}/end`));
    bodyOf(await lin.call("POST", `/contacts/${talk}/wrap-up`, { outcome: "solved" }));
    const all = {
      view: "closing",
      is: undefined,
      accountId: undefined,
      after: undefined,
      limit: 50,
    } as const;
    const waits = async (waivedAt?: number): Promise<boolean> => {
      const waive = "UPDATE social_thread SET closing_waived_at = $2 WHERE id = $1";
      await floor.tables.rows(waive, [threadId, waivedAt && new Date(waivedAt)]);
      const lines = await inTurns(connect)((client) => socialStore(client).list(all, "all"));
      return lines.some(({ id }) => id === threadId);
    };
    // Waived after her talk, and before its end.
    expect([await waits(), await waits(now + 1), await waits(now - 1)]).toEqual([true, false, true]);
    const unasked = { event: { code: "rating_skipped", because: "no_way_out" } } as const;
    const [rulesOf, decide] = [() => undefined, () => unasked];
    await chores(connect).ratings(now + HOUR, rulesOf, decide);
  });
});

describe("because of a post", () => {
  it("nothing is said to her privately: not while nobody is there, nor by her agent, nor for a rating", async () => {
    await land(item("1010", "@小炉家电 怎么退货？"), item("1011", "@小炉家电 怎么退货呢？"));
    const [served, deserted] = [await theContactOf("1010"), await theContactOf("1011")];
    await floor.seat(served.id, lin);
    const reply = await lin.call("POST", `/conversations/${served.conversationId}/replies`, {
      text: "您好",
    });
    expect(refusalOf(reply).code).toBe("contact_in_public");
    now += MINUTE;
    bodyOf(await lin.call("POST", `/contacts/${served.id}/end`));

    // Nobody has been there for long, and the end is final.
    now += 10 * MINUTE;
    await floor.tables.rows(
      "UPDATE agent_session SET presence = 'offline', signed_out_at = $1 WHERE staff_id = $2",
      [new Date(now - 9 * MINUTE), lin.id],
    );
    const seats = openSeatNode(floor.url, () => now);
    await seats.settle();
    await seats.close();
    const asks = await chores(connect).ratings(
      now,
      () => undefined,
      () => {
        throw new Error("nobody is asked");
      },
    );
    expect(asks).toEqual({ found: 0, asked: 0 });
    expect(await theContactOf("1011")).toMatchObject({ id: deserted.id, state: "queued" });
    expect(await leaving()).toEqual([]);
    for (const { conversationId } of [served, deserted]) {
      expect(
        await floor.tables.rows("SELECT 1 FROM outbox WHERE conversation_id = $1", [conversationId]),
      ).toEqual([]);
    }
  });

  it("a row that stood there all the same would never be sent", async () => {
    await land(item("1012", "@小炉家电 怎么退货？"));
    const { conversationId } = await theContactOf("1012");
    await floor.tables.rows(
      "INSERT INTO outbox (conversation_id, seq, class, state, at) VALUES ($1, 1, 'notice', 'queued', now())",
      [conversationId],
    );
    expect(await leaving()).toEqual([]);
    await floor.tables.rows("DELETE FROM outbox WHERE conversation_id = $1", [conversationId]);
  });
});
