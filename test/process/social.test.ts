import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { OPEN_LIMITS } from "../../emulator/weibo/open-api/rates.ts";
import { httpPush } from "../../emulator/weibo/platform/push.ts";
import type { PublicDeed } from "../../emulator/weibo/square/post.ts";
import { account as ours, openRig, type Rig } from "../emulator/weibo/rig.ts";
import { type Answer, browser, type Browser, signedIn } from "../support/api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type EventStream, openEventStream } from "../support/event-stream.ts";
import { type Server, startServer } from "../support/server.ts";
import { openTables, type Tables } from "../support/tables.ts";
import { until } from "./relay-look.ts";

/** Whoever has so many followers is answered by two. */
const fan = { uid: "9007199254740993", name: "小麦子", followers: 12_000, verified: false };
const STEP_MS_MAX = 120_000;

let database: TestDatabase;
let tables: Tables;
let platform: Rig;
let server: Server;
let stream: EventStream | undefined;
let accountId = "";
let post = "";
const cookies = { agent: "", supervisor: "" };
/** Of whichever server runs. */
const as =
  (who: keyof typeof cookies): Browser =>
  (...call) =>
    browser({ url: server.url }, cookies[who])(...call);
const [agent, supervisor] = [as("agent"), as("supervisor")];

function bodyOf<Body>({ status, body }: Answer): Body {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as Body;
}

beforeAll(async () => {
  platform = await openRig({
    clock: Date.now,
    push: httpPush(() => `${server.url}/webhooks/${accountId}`),
    // Whoever answers faster than a person is made to wait a minute.
    openLimits: { ...OPEN_LIMITS, postsApartMs: 0 },
  });
  database = await testDatabase();
  tables = await openTables(database.url);
  server = await startServer({ databaseUrl: database.url });
  const policy = { autoAccept: true, wrapRequired: [], ratingInvite: false };
  await tables.rows("UPDATE queue SET policy = $1", [policy]);
  cookies.supervisor = (await signedIn(tables, [{ role: "supervisor", queues: "all" }])).cookie;
  cookies.agent = await seatedAgent();
}, 90_000);

afterAll(async () => {
  stream?.close();
  await server?.stop();
  await platform?.close();
  await tables?.close();
  await database?.drop();
});

/** An agent of the shop's queue on a seat, her desk open. */
async function seatedAgent(): Promise<string> {
  const { id, cookie } = await signedIn(tables, [{ role: "agent", queues: "all" }]);
  const [queue] = await tables.rows<{ id: string; group: string }>(
    `SELECT id, group_id AS group FROM queue LIMIT 1`,
  );
  const seatId = randomUUID();
  await tables.rows("INSERT INTO queue_member (queue_id, staff_id) VALUES ($1, $2)", [queue?.id, id]);
  await tables.rows("INSERT INTO seat (id, number, group_id) VALUES ($1, 'P-1', $2)", [seatId, queue?.group]);
  bodyOf(await browser(server, cookie)("POST", "/seat/session", { seatId }));
  stream = await openEventStream(server.url, cookie);
  return cookie;
}

async function connect(): Promise<void> {
  const { cookie } = await signedIn(tables, [{ role: "admin", queues: "all" }]);
  const queueId = await tables.value<string>("SELECT id FROM queue LIMIT 1");
  const made = await browser(server, cookie)("POST", "/accounts", {
    platform: "weibo",
    name: ours.title,
    queueId,
    settings: {
      appSecret: ours.appSecret,
      accessToken: ours.accessToken,
      uid: ours.uid,
      openBase: platform.url,
      apiBase: platform.url,
    },
  });
  accountId = bodyOf<{ id: string }>(made).id;
}

async function publish(deed: PublicDeed): Promise<string> {
  const done = await platform.platform.publish(fan, deed);
  if (done.kind !== "published") throw new Error(done.why);
  return done.id;
}

/** As if the time had come to look for mentions again. */
const lookAgain = () =>
  tables.rows("UPDATE social_poll SET next_at = now() WHERE account_id = $1", [accountId]);

type Thread = {
  readonly id: string;
  readonly state: string;
  readonly contact: string;
  readonly stage: string;
};
const threads = () =>
  tables.rows<Thread>(
    `SELECT t.id, t.state, k.id AS contact, k.state::text AS stage FROM social_thread t
     LEFT JOIN contact k ON k.id = t.contact_id WHERE t.account_id = $1`,
    [accountId],
  );
const theThread = (isSo: (thread: Thread) => boolean) =>
  until(threads, ([one]) => one !== undefined && isSo(one)).then(([one]) => one as Thread);

const comments = async (): Promise<string[]> => {
  const answer = await fetch(`${platform.url}/2/comments/by_me.json`, {
    headers: { authorization: `OAuth2 ${ours.accessToken}` },
  });
  return ((await answer.json()) as { comments: { text: string }[] }).comments
    .map(({ text }) => text)
    .toReversed();
};

/** Says it below her post, by the gate: hers waits for the second pair of eyes. */
async function draft(id: string, text: string, kind: "answer" | "invite" | "closing"): Promise<string> {
  const said = await agent("POST", `/social/threads/${id}/answers`, { mid: post, text, kind });
  const { id: answer, state } = bodyOf<{ id: string; state: string }>(said);
  expect(state).toBe("draft");
  return answer;
}
const prepared = async (id: string): Promise<{ invite: string; closing: string }> =>
  bodyOf<{ gate: { prepared: { invite: string; closing: string } } }>(
    await agent("GET", `/social/threads/${id}`),
  ).gate.prepared;
async function approve(answer: string): Promise<void> {
  bodyOf(await supervisor("POST", `/social/answers/${answer}/decide`, { approve: true }));
  const state = () => tables.value<string>("SELECT state FROM social_answer WHERE id = $1", [answer]);
  await until(state, (one) => one === "accepted");
}
const contacts = () =>
  tables.rows<{ id: string; surface: string; state: string; ticket: string }>(
    `SELECT k.id, c.surface::text, k.state::text, k.ticket_id AS ticket FROM contact k
     JOIN conversation c ON c.id = k.conversation_id WHERE c.account_id = $1 ORDER BY k.created_at`,
    [accountId],
  );

describe("a request in public", () => {
  it(
    "goes its whole way, over the death of its server: to an agent, past the gate, to private, and closed in public",
    async () => {
      post = await publish({ does: "post", text: `@${ours.title} 加湿器用了三天就漏水，有没有人管` });
      await connect();
      const { id, contact } = await theThread(({ stage }) => stage === "active");
      expect(await tables.rows("SELECT class, risk FROM social_thread WHERE id = $1", [id])).toEqual([
        { class: "complaint", risk: 1 },
      ]);
      const answer = await draft(id, "您好，非常抱歉，麻烦先断电停用。", "answer");
      expect(await comments()).toEqual([]);

      await server.kill();
      stream?.close();
      // What is said meanwhile waits at the platform.
      await publish({ does: "comment", on: post, text: `@${ours.title} 怎么没人理？` });
      server = await startServer({ databaseUrl: database.url });
      stream = await openEventStream(server.url, cookies.agent);
      await lookAgain();
      const items = () =>
        tables.value<number>("SELECT count(*)::int FROM social_item WHERE thread_id = $1", [id]);
      await until(items, (count) => count === 2);
      expect(await threads()).toMatchObject([{ id, contact, stage: "active", state: "waiting" }]);

      await approve(answer);
      expect(await comments()).toEqual(["您好，非常抱歉，麻烦先断电停用。"]);
      await theThread(({ state }) => state === "answered");

      const { invite, closing } = await prepared(id);
      await approve(await draft(id, invite, "invite"));
      await platform.say("我来私信了，订单号 1234", fan.uid);
      const [, private_] = await until(contacts, (all) => all[1]?.state === "active");
      const [public_] = await contacts();
      expect(private_).toMatchObject({ surface: "private", ticket: public_?.ticket });

      for (const one of [private_?.id, contact]) {
        bodyOf(await agent("POST", `/contacts/${one}/end`));
        bodyOf(await agent("POST", `/contacts/${one}/wrap-up`, {}));
      }
      const toClose = async () =>
        bodyOf<{ items: { id: string }[] }>(await agent("GET", "/social/threads?view=closing")).items;
      expect((await toClose()).map((one) => one.id)).toEqual([id]);
      await approve(await draft(id, closing, "closing"));
      expect(await toClose()).toEqual([]);

      // Each stands once, and our own looks take none of them for something new.
      expect(await comments()).toEqual(["您好，非常抱歉，麻烦先断电停用。", invite, closing]);
      await lookAgain();
      const looked = "SELECT next_at > now() AND lease_until IS NULL FROM social_poll WHERE account_id = $1";
      await until(
        () => tables.value<boolean>(looked, [accountId]),
        (isOver) => isOver,
      );
      expect(
        await tables.rows("SELECT state, elsewhere, count(*)::int FROM social_answer GROUP BY 1, 2"),
      ).toEqual([{ state: "accepted", elsewhere: false, count: 3 }]);
      expect((await contacts()).map(({ state }) => state)).toEqual(["closed", "closed"]);
    },
    STEP_MS_MAX,
  );
});
