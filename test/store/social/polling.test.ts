import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Client } from "pg";

import { DAY, HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import type { Looked, SocialChannel } from "../../../src/core/social/channel.ts";
import { dayOf } from "../../../src/core/social/limit/spent.ts";
import type { SocialItem } from "../../../src/core/social/item.ts";
import { createAnswering } from "../../../src/flow/social/answering.ts";
import { createPolling, type SocialAccount } from "../../../src/flow/social/polling.ts";
import { openSession } from "../../../src/store/hot/session.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { answers } from "../../../src/store/social/answers.ts";
import { landings } from "../../../src/store/social/landing.ts";
import { polls } from "../../../src/store/social/polls.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openTables, type Tables } from "../../support/tables.ts";
import { quietWatch, socialAccount } from "./social-account.ts";

const NOW = Date.now();
const OWN = "1902538057";
/** On a busy machine a lock is held longer than a fan should wait. */
const PATIENT = { lockTimeoutMs: 10_000 };

let database: TestDatabase;
let tables: Tables;
let clients: Client[];
let account: string;
let mids = 5_100_000_000_000_000;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  clients = await Promise.all([openSession(database.url, PATIENT), openSession(database.url, PATIENT)]);
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await tables.close();
  await database.drop();
});

beforeEach(async () => {
  account = randomUUID();
  await tables.rows(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'weibo', $2, false, '{}', now())",
    [account, account],
  );
});

const use = (n: number) => inTurns(async () => clients[n] as Client);

function item(text: string, more: Partial<SocialItem> = {}): SocialItem {
  const mid = String((mids += 1));
  const author = { id: "77", name: "小王", followers: 200, posts: 30 };
  return {
    kind: "mention",
    mid,
    rootMid: mid,
    postMid: mid,
    author,
    text,
    postedAt: NOW - 3 * MINUTE,
    ...more,
  };
}

const openAccount = (social: Partial<SocialChannel>): SocialAccount => socialAccount(account, OWN, social);

describe("looking for mentions", () => {
  const polling = async (n: number, open: SocialAccount, at: number): Promise<void> => {
    const looking = createPolling({
      polls: polls(use(n)),
      landings: landings(use(n)),
      accounts: () => [open],
      clock: () => at,
      watch: quietWatch,
    });
    await looking.round();
    await looking.ended();
  };

  it("is one node's, keeps its cursor, counts its calls and looks again within the budget", async () => {
    let looks = 0;
    const open = openAccount({
      look: async () => {
        looks += 1;
        return { items: [item("@小炉家电 怎么退货？")], cursors: { "statuses/mentions": "9" }, calls: 3 };
      },
    });
    await Promise.all([polling(0, open, NOW), polling(1, open, NOW)]);
    await polling(0, open, NOW + MINUTE);
    expect(looks).toBe(1);
    const [poll] = await tables.rows<{ cursors: object; calls_today: number; next_at: Date }>(
      "SELECT cursors, calls_today, next_at FROM social_poll WHERE account_id = $1",
      [account],
    );
    expect(poll).toMatchObject({ cursors: { "statuses/mentions": "9" }, calls_today: 3 });
    expect(poll?.next_at.getTime()).toBeGreaterThan(NOW + 3 * MINUTE);
    await polling(0, open, (poll?.next_at.getTime() ?? 0) + 1);
    expect(looks).toBe(2);
  });

  it("waits as long as the platform wants, and says by which code", async () => {
    const open = openAccount({
      look: async () => ({ items: [], cursors: {}, calls: 1, trouble: { code: "10023", afterMs: 3 * HOUR } }),
    });
    await polling(0, open, NOW);
    const [poll] = await tables.rows<{ code: string; next_at: Date }>(
      "SELECT code, next_at FROM social_poll WHERE account_id = $1",
      [account],
    );
    expect(poll?.code).toBe("10023");
    expect(poll?.next_at.getTime()).toBe(NOW + 3 * HOUR);
  });

  it("looks when a push says so, not too often, and never beyond the day's calls", async () => {
    let looks = 0;
    const look = async (): Promise<Looked> => {
      looks += 1;
      return { items: [], cursors: {}, calls: 3 };
    };
    const open = openAccount({ look });
    await polling(0, open, NOW);
    const store = polls(use(0));
    await store.soon([account], NOW + MINUTE, 3 * MINUTE);
    await polling(0, open, NOW + 2 * MINUTE);
    expect(looks).toBe(1);
    await polling(0, open, NOW + 3 * MINUTE);
    expect(looks).toBe(2);
    await tables.rows(
      "UPDATE social_poll SET calls_today = 98, day_at = $3, next_at = $2 WHERE account_id = $1",
      [account, new Date(NOW), new Date(dayOf(NOW).endsAt - DAY)],
    );
    await polling(0, open, NOW + 4 * MINUTE);
    expect(looks).toBe(2);
    const code = await tables.value("SELECT code FROM social_poll WHERE account_id = $1", [account]);
    expect(code).toBe("calls_used_up");
  });
});

describe("an account whose platform is dead", () => {
  /** Answers only once the test lets it. */
  function silence() {
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    return { over, end };
  }

  async function another(): Promise<string> {
    const id = randomUUID();
    await tables.rows(
      "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'weibo', $2, false, '{}', now())",
      [id, id],
    );
    return id;
  }
  const looksOf = (id: string) =>
    tables.value<boolean>("SELECT looked_at IS NOT NULL FROM social_poll WHERE account_id = $1", [id]);

  it("leaves every other looked for, and is itself not looked at twice at once", async () => {
    const other = await another();
    const { over, end } = silence();
    let looks = 0;
    const dead = openAccount({
      look: async () => {
        looks += 1;
        await over;
        return { items: [], cursors: {}, calls: 0 };
      },
    });
    const well = socialAccount(other, OWN, {});
    const shared = { polls: polls(use(0)), landings: landings(use(0)), clock: () => NOW };
    const looking = createPolling({ ...shared, accounts: () => [dead, well], watch: quietWatch });
    await looking.round();
    let seen = await looksOf(other);
    while (!seen) seen = await looksOf(other);
    await tables.rows("UPDATE social_poll SET next_at = '2000-01-01', lease_until = NULL");
    await looking.round();
    expect([looks, await looksOf(account)]).toEqual([1, false]);
    end();
    await looking.ended();
    expect(await looksOf(account)).toBe(true);
  });

  it("leaves every other's answers at full speed, and gets none of its own twice", async () => {
    const other = await another();
    for (const id of [account, other]) {
      const [thread, mid] = [randomUUID(), String((mids += 1))];
      await tables.rows(
        `INSERT INTO social_thread (id, account_id, root_mid, state, class, risk, asked_mid, posted_at, detected_at, clock, due_at, first_posted_at, first_detected_at)
         VALUES ($1, $2, $3, 'waiting', 'request', 0, $3, now(), now(), 'first', now(), now(), now())`,
        [thread, id, mid],
      );
      await tables.rows(
        `INSERT INTO social_answer (id, account_id, thread_id, item_mid, post_mid, text, text_digest, state, staff_id, risk, due_at, at)
         VALUES (gen_random_uuid(), $1, $2, $3, $3, '您好', '', 'queued', gen_random_uuid(), 0, now(), now())`,
        [id, thread, mid],
      );
      await tables.rows(
        "INSERT INTO social_poll (account_id, next_at, day_at, hour_at) VALUES ($1, now(), now(), now())",
        [id],
      );
    }
    const states = async () =>
      (
        await tables.rows<{ state: string }>(
          "SELECT state FROM social_answer WHERE account_id IN ($1, $2) ORDER BY account_id = $2",
          [account, other],
        )
      ).map(({ state }) => state);
    const { over, end } = silence();
    let tries = 0;
    const dead = openAccount({
      answer: async () => {
        tries += 1;
        await over;
        return { kind: "unknown", reason: "no_answer" };
      },
    });
    const both = [dead, socialAccount(other, OWN, {})];
    const shared = { answers: answers(use(0)), clock: () => NOW, watch: quietWatch };
    const answering = createAnswering({ ...shared, accounts: () => both });
    await answering.round();
    let seen = await states();
    while (seen[1] !== "accepted") seen = await states();
    expect(seen).toEqual(["sending", "accepted"]);
    await answering.round();
    end();
    await answering.ended();
    expect([tries, await states()]).toEqual([1, ["unknown", "accepted"]]);
  });
});
