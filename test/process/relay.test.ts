import { randomUUID } from "node:crypto";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import { type Browser, browser, signedIn } from "../support/api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Answer, callOf, type Knock, knock } from "../support/knock.ts";
import { exchangeOf, inboxOf, until, whose } from "./relay-look.ts";
import { type OldSystem, openOldSystem, says, theirReply } from "../support/old-system.ts";
import { answerAtOnce, openRows, type Rows } from "../support/rows.ts";
import { type Server, startServer } from "../support/server.ts";
import { openTables, type Tables } from "../support/tables.ts";

type Relay = { readonly version: number; readonly mode: { readonly kind: string } };

let database: TestDatabase;
let nodes: readonly [Server, Server];
let rows: Rows;
let tables: Tables;
let admin: Browser;
let old: OldSystem;
let standing: OldSystem["answer"];
let relay: Relay = { version: 0, mode: { kind: "none" } };

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  await answerAtOnce(rows);
  const first = await startServer({ databaseUrl: database.url });
  nodes = [first, await startServer({ databaseUrl: database.url })];
  tables = await openTables(database.url);
  old = await openOldSystem();
  standing = old.answer;
  const { cookie } = await signedIn(tables, [
    { role: "admin", queues: "all" },
    { role: "supervisor", queues: "all" },
  ]);
  admin = browser({ url: first.url }, cookie);
}, 90_000);

afterEach(() => {
  old.answer = standing;
});

afterAll(async () => {
  await rows?.close();
  await tables?.close();
  await Promise.all((nodes ?? []).map((node) => node.stop()));
  await old?.close();
  await database?.drop();
});

const path = (end = ""): string => `/accounts/${nodes[0].account.id}/relay${end}`;
const way = (more: object = {}) => ({
  downstreams: [{ url: `${old.url}/wx?tenant=mall`, privateAllowed: true }],
  answerMs: 4_200,
  allowed: ["o_tester"],
  rules: [{ on: "menu", value: "mall_*", answerer: "theirs" }],
  ...more,
});

async function keep(more: object = {}): Promise<void> {
  const { status, body } = await admin("PUT", path(), { version: relay.version, ...way(more) });
  expect({ status, body }).toMatchObject({ status: 200 });
  relay = body as Relay;
}

/** Turns it, and waits until every node has heard of it: a probe of no matter to anybody says so. */
async function turn(mode: object): Promise<void> {
  const { status, body } = await admin("POST", path("/mode"), { version: relay.version, mode });
  expect({ status, body }).toMatchObject({ status: 200 });
  relay = body as Relay;
}

let fans = 0;
const newFan = (): string => `o_relay_${(fans += 1)}_${randomUUID().slice(0, 8)}`;
const write = (from: string, text: string): Knock =>
  callOf(nodes[0], { from, action: { does: "write", text } });
const ask = (call: Knock, node = nodes[0]): Promise<Answer> => knock(node, call);

/** Asks as new fans until a node has heard of the change. */
const untilAll = (who: ReturnType<typeof whose>): Promise<unknown> =>
  Promise.all(
    nodes.map((node) =>
      until(
        () => ask(write(newFan(), "几时发货"), node),
        (answer) => whose(answer) === who,
      ),
    ),
  );

/** A few at a time: a node that has more to do than it can stores messages first, and answers later. */
const TOGETHER = 20;

async function shareOfOurs(of: readonly string[]): Promise<readonly string[]> {
  const ours: string[] = [];
  for (let from = 0; from < of.length; from += TOGETHER) {
    const some = of.slice(from, from + TOGETHER);
    const answers = await Promise.all(
      some.map((fan, index) => ask(write(fan, "几时发货"), nodes[index % 2])),
    );
    expect(answers.map(whose)).not.toContain("nobody");
    ours.push(...some.filter((_, index) => whose(answers[index] ?? NOTHING) === "ours"));
  }
  return ours;
}
const NOTHING: Answer = { status: 0, type: "", requestId: "", body: "success" };

/** What we have said, and whom we have taken on. */
const ourDoings = (): Promise<readonly unknown[]> =>
  rows.query(
    "SELECT (SELECT count(*)::int FROM outbox) AS said, (SELECT count(*)::int FROM contact) AS contacts",
  );

describe("an account beside the system that it had before", () => {
  it("hands every call on byte for byte, and their reply back as it came, while we store and say nothing", async () => {
    await keep();
    // Whoever writes to a node that has not heard of it yet is still ours.
    await untilAll("theirs");
    const before = await ourDoings();
    old.heard.length = 0;
    const fan = newFan();
    const call = write(fan, "几时发货 <b>&amp;\u{1F69A}");
    const search = `${call.search}&odd=%E5%8F%91%20a+b&empty=&=x`;
    const answer = await ask({ ...call, search, headers: { "content-type": "text/xml; charset=GBK" } });
    const [heard] = old.heard;
    expect(heard).toMatchObject({
      method: "POST",
      url: `/wx?tenant=mall&${search.slice(1)}`,
      type: "text/xml; charset=GBK",
    });
    expect(heard?.body.toString()).toBe(call.body);
    expect(answer).toMatchObject({
      status: 200,
      type: "text/xml;charset=UTF-8",
      body: theirReply("原系统：几时发货 <b>&amp;\u{1F69A}", Buffer.from(String(call.body))),
    });
    expect(await inboxOf(rows, fan)).toEqual([{ state: "ignored", rule: "relayed" }]);
    expect(await exchangeOf(rows, fan)).toMatchObject([
      { answerer: "theirs", why: "mode", comparison: "different", ours: true },
    ]);
    expect(await ourDoings()).toEqual(before);
  });

  it("hands a transfer to the platform's own customer service through", async () => {
    const transfer = "<xml><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>";
    old.answer = (_, response) => response.writeHead(200, { "content-type": "text/xml" }).end(transfer);
    const before = await ourDoings();
    expect(await ask(write(newFan(), "转人工"))).toMatchObject({ body: transfer, type: "text/xml" });
    expect(await ourDoings()).toEqual(before);
  });

  it("goes 0, 5, 100, 0 per cent: each fan stays who she is, more only adds, and 0 is nobody", async () => {
    const crowd = Array.from({ length: 100 }, newFan);
    await turn({ kind: "canary", share: 0 });
    await until(
      () => ask(write("o_tester", "几时发货"), nodes[0]),
      (answer) => whose(answer) === "ours",
    );
    await until(
      () => ask(write("o_tester", "几时发货"), nodes[1]),
      (answer) => whose(answer) === "ours",
    );
    expect(await shareOfOurs(crowd)).toEqual([]);
    await turn({ kind: "canary", share: 5 });
    await untilAll("ours");
    const five = await shareOfOurs(crowd);
    expect(five.length).toBeLessThan(20);
    expect(await shareOfOurs(five)).toEqual(five);
    await turn({ kind: "full" });
    const [first = ""] = crowd.filter((fan) => !five.includes(fan));
    for (const node of nodes)
      await until(
        () => ask(write(first, "几时发货"), node),
        (answer) => whose(answer) === "ours",
      );
    expect((await shareOfOurs(crowd)).length).toBe(crowd.length);
    // A menu of the mall's stays the mall's.
    const tap = callOf(nodes[0], { from: newFan(), action: { does: "tap_menu", key: "mall_orders" } });
    expect(whose(await ask(tap))).toBe("theirs");
    await turn({ kind: "canary", share: 0 });
    for (const node of nodes)
      await until(
        () => ask(write(first, "几时发货"), node),
        (answer) => whose(answer) === "theirs",
      );
    expect(await shareOfOurs(crowd)).toEqual([]);
  }, 60_000);

  it("rolls back with the next message, and finishes what a person has begun", async () => {
    await turn({ kind: "full" });
    await untilAll("ours");
    const [waiting, other] = [newFan(), newFan()];
    expect(whose(await ask(write(waiting, "转人工")))).toBe("ours");
    await turn({ kind: "rolled_back" });
    await untilAll("theirs");
    expect(whose(await ask(write(other, "几时发货")))).toBe("theirs");
    expect(whose(await ask(write(waiting, "还在吗"), nodes[1]))).toBe("nobody");
    expect((await inboxOf(rows, waiting)).map(({ state }) => state)).toEqual(["waiting", "waiting"]);
  });

  it("gives one answer however often and wherever a message is delivered, and asks there once per node at most", async () => {
    const fan = newFan();
    const call = write(fan, "几时发货");
    old.heard.length = 0;
    const first = await ask(call);
    await exchangeOf(rows, fan);
    // Full by then: it stays what it was.
    await turn({ kind: "full" });
    await untilAll("ours");
    const heard = old.heard.filter(({ body }) => body.includes(fan)).length;
    const again = await Promise.all([ask(call), ask(call, nodes[1]), ask(call, nodes[1])]);
    expect(again.map(({ body }) => body)).toEqual([first.body, first.body, first.body]);
    expect(old.heard.filter(({ body }) => body.includes(fan)).length).toBe(heard);
    expect(await exchangeOf(rows, fan)).toHaveLength(1);
    await turn({ kind: "shadow" });
    await untilAll("theirs");
  });
});

describe("a downstream that is not well never costs the answer", () => {
  it("that drips or says nothing: the platform is answered in time", async () => {
    await keep({ answerMs: 500 });
    const answers: OldSystem["answer"][] = [
      () => undefined,
      (_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write("x"), 50);
        response.once("close", () => clearInterval(timer));
      },
    ];
    for (const answer of answers) {
      old.answer = answer;
      const began = performance.now();
      const got = await until(
        () => ask(write(newFan(), "几时发货")),
        ({ body }) => body === "success",
      );
      expect(got.status).toBe(200);
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });

  it("that is dead: after five failures it rests, and the platform is answered at once", async () => {
    const dead = await openOldSystem();
    await dead.close();
    await keep({ downstreams: [{ url: dead.url, privateAllowed: true }] });
    const fan = newFan();
    await until(
      async () => {
        await ask(write(fan, "几时发货"));
        return (await admin("GET", path("/live"))).body as {
          downstreams: { state: string; lastCode: string }[];
        };
      },
      (live) => {
        if (live.downstreams === undefined) throw new Error(JSON.stringify(live));
        return live.downstreams[0]?.state === "open";
      },
    );
    const rested = newFan();
    expect(await ask(write(rested, "几时发货"))).toMatchObject({ body: "success" });
    expect(await exchangeOf(rows, rested)).toMatchObject([{ failure: "resting" }]);
  });
});

describe("what people see of it", () => {
  it("is how often both said the same, each message beside the other, and the table", async () => {
    await keep();
    await untilAll("theirs");
    const fan = newFan();
    const ours = await rows.query<{ text: string }>(
      `SELECT v.answer->>'text' AS text FROM faq_version v JOIN faq_entry e ON e.id = v.entry_id
       WHERE e.key = 'shipping-when' AND e.account_id = $1`,
      [nodes[0].account.id],
    );
    old.answer = (call, response) => says(response, ours[0]?.text ?? "", call);
    await ask(write(fan, "=几时发货"));
    await exchangeOf(rows, fan);
    const period = `from=${new Date(0).toISOString()}&until=${new Date(Date.now() + 60_000).toISOString()}`;
    const { body } = await admin("GET", path(`/report?${period}&comparison=same&limit=1`));
    expect(body).toMatchObject({ items: [{ fan: "=几时发货", comparison: "same", answerer: "theirs" }] });
    const { body: counts } = await admin("GET", path(`/counts?${period}`));
    expect(counts).toMatchObject({ counts: expect.arrayContaining([{ comparison: "same", count: 1 }]) });
    const { cookie } = await signedIn(tables, [{ role: "supervisor", queues: "all" }]);
    const table = await fetch(`${nodes[0].url}/api/v1${path(`/report.csv?${period}`)}`, {
      headers: { cookie },
    });
    expect(await table.text()).toContain(`"'=几时发货"`);
  });

  it("is counted minute by minute over all nodes, and explained for one fan", async () => {
    const { body } = await admin("GET", path("/explain?fan=o_tester"));
    expect(body).toMatchObject({
      steps: expect.arrayContaining([{ why: "mode", says: "theirs", decides: true }]),
    });
    const live = await until(
      async () =>
        (await admin("GET", path("/live"))).body as {
          minutes: { ours: number; theirs: number }[];
          p99Ms: number;
        },
      ({ minutes }) => minutes.some(({ ours, theirs }) => ours > 0 || theirs > 0),
    );
    expect(live.p99Ms).toBeGreaterThan(0);
  });

  it("ends only from full on, and the other system then hears nothing", async () => {
    const refused = await admin("POST", path("/end"), { version: relay.version });
    expect(refused.body).toMatchObject({ error: { code: "relay_not_full" } });
    await turn({ kind: "full" });
    expect((await admin("POST", path("/end"), { version: relay.version })).body).toEqual({ relay: null });
    await untilAll("ours");
    await until(
      async () => {
        const before = old.heard.length;
        await ask(write(newFan(), "几时发货"));
        return old.heard.length - before;
      },
      (more) => more === 0,
    );
  });
});
