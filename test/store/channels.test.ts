import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { DataSource } from "typeorm";
import { defaultSettings } from "../../src/core/setting/registry.ts";
import type { Channel } from "../../src/flow/channel.ts";
import {
  channelsStamp,
  loadAccounts,
  loadAnswer,
  loadEntries,
  loadSettings,
} from "../../src/store/channels.ts";
import { createDataSource } from "../../src/store/data-source.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { ANSWERS, openShop, SAYS } from "../support/shop.ts";

let database: TestDatabase;
let source: DataSource;
let channel: Channel;

beforeAll(async () => {
  database = await testDatabase();
  channel = await openShop(database.url);
  source = await createDataSource(database.url).initialize();
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const set = (scope: string, key: string, value: unknown) =>
  source.query(
    `INSERT INTO setting (scope, key, value, updated_at, updated_by) VALUES ($1, $2, $3, now(), 'x')
     ON CONFLICT (scope, key) DO UPDATE SET value = EXCLUDED.value, version = setting.version + 1`,
    [scope, key, JSON.stringify(value)],
  );

const entryOf = (key: string) => channel.entries.find((entry) => entry.key === key);

describe("a practice account", () => {
  it("is there with all its knowledge published, and in the audit", async () => {
    expect(await loadAccounts(source)).toEqual([{ ...channel.account, queueId: null }]);
    const entries = await loadEntries(source, channel.account);
    expect(entries.map(({ key, version, title, answer }) => ({ key, version, title, answer }))).toEqual([
      { key: "ship", version: 1, title: SAYS.ship, answer: { kind: "text", text: ANSWERS.ship } },
      { key: "pay", version: 1, title: SAYS.pay, answer: { kind: "text", text: ANSWERS.pay } },
    ]);
    const audit: unknown[] = await source.query("SELECT actor, action, subject, subject_id, data FROM audit");
    expect(audit).toEqual([
      {
        actor: "system",
        action: "account.created",
        subject: "account",
        subject_id: channel.account.id,
        data: { simulated: true, entries: 2 },
      },
    ]);
  });
});

describe("an account that is switched off", () => {
  it("is not connected, and every node sees that it has changed", async () => {
    const before = await channelsStamp(source);
    await source.query("UPDATE account SET state = 'off'");
    expect(await loadAccounts(source)).toEqual([]);
    expect(await channelsStamp(source)).not.toBe(before);
    await source.query("UPDATE account SET state = 'active'");
    expect(await loadAccounts(source)).toHaveLength(1);
  });
});

describe("knowledge", () => {
  beforeEach(async () => {
    await source.query("UPDATE faq_entry SET published_version = 1");
  });

  it("is what is published, not what is newest", async () => {
    const { id = "" } = entryOf("ship") ?? {};
    await source.query(
      `INSERT INTO faq_version SELECT entry_id, 2, 'draft', phrasings, answer, now(), 'x' FROM faq_version
       WHERE entry_id = $1 AND version = 1`,
      [id],
    );
    const titles = async () => (await loadEntries(source, channel.account)).map(({ title }) => title);
    expect(await titles()).toEqual([SAYS.ship, SAYS.pay]);
    await source.query("UPDATE faq_entry SET published_version = 2 WHERE id = $1", [id]);
    expect(await titles()).toEqual(["draft", SAYS.pay]);
    await source.query("UPDATE faq_entry SET published_version = NULL WHERE id = $1", [id]);
    expect(await titles()).toEqual([SAYS.pay]);
    // What was said is read back all the same.
    expect(await loadAnswer(source, id, 1)).toEqual({ kind: "text", text: ANSWERS.ship });
    expect(await loadAnswer(source, id, 9)).toBeUndefined();
  });

  it("can only publish a version that is there", async () => {
    await expect(source.query("UPDATE faq_entry SET published_version = 99")).rejects.toMatchObject({
      code: "23503",
    });
  });
});

describe("settings", () => {
  it("hold for all, and for one account above that", async () => {
    const { id } = channel.account;
    await set("all", "answer.threshold", 0.6);
    await set("all", "answer.margin", 0.2);
    await set(`account:${id}`, "answer.margin", 0.3);
    await set("account:another", "answer.margin", 0.4);
    await set("all", "no.such", 1);
    expect(await loadSettings(source, id)).toEqual({
      settings: { ...defaultSettings, "answer.threshold": 0.6, "answer.margin": 0.3 },
      wrong: ["no.such"],
    });
  });
});

describe("the stamp of the channels", () => {
  it("changes with every account, publication and setting, and with nothing else", async () => {
    const { id = "" } = entryOf("pay") ?? {};
    let last = await channelsStamp(source);
    expect(await channelsStamp(source)).toBe(last);
    async function expectChange(change: () => Promise<unknown>, changes = true): Promise<void> {
      await change();
      const stamp = await channelsStamp(source);
      expect(stamp === last).toBe(!changes);
      last = stamp;
    }
    const insertVersion = () =>
      source.query(
        `INSERT INTO faq_version SELECT entry_id, 2, title, phrasings, answer, now(), 'x' FROM faq_version
         WHERE entry_id = $1 AND version = 1`,
        [id],
      );
    await expectChange(insertVersion, false);
    await expectChange(() => source.query("UPDATE faq_entry SET published_version = 2 WHERE id = $1", [id]));
    await expectChange(() =>
      source.query("UPDATE faq_entry SET published_version = NULL WHERE id = $1", [id]),
    );
    await expectChange(() => set("all", "answer.threshold", 0.61));
    await expectChange(() => set("all", "answer.missesMax", 3));
    await expectChange(() => source.query(`UPDATE account SET config = config || '{"mode": "safe"}'`));
    await expectChange(() =>
      source.query(
        "INSERT INTO account SELECT gen_random_uuid(), platform, 'another', simulated, config, created_at FROM account",
      ),
    );
  });
});
