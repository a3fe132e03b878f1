import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { ChannelEvent, Content } from "../../src/core/channel/content.ts";
import type { Channel } from "../../src/flow/channel.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Node, openNode } from "../support/node.ts";
import { openShop, SAYS } from "../support/shop.ts";
import { erase, ERASABLE, tablesWith } from "../support/privacy.ts";
import { openTables, type Tables, threadOf } from "../support/tables.ts";

const FAN = "oSECRET-openid";
const WORDS = "机密的话";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;
let sent = 0;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  node = await openNode({ url: database.url, channel, lanes: 1 });
});

afterAll(async () => {
  await node.close();
  await tables.close();
  await database.drop();
});

const say = (fan: string, content: Content | string) => node.answer({ fan, number: (sent += 1), content });

/** Every field that a fan, or somebody who writes to her, fills. */
const telling: readonly Content[] = [
  { kind: "text", text: WORDS, menuItemId: WORDS },
  { kind: "image", mediaId: WORDS, url: WORDS },
  { kind: "voice", mediaId: WORDS, format: WORDS, recognition: WORDS },
  { kind: "video", mediaId: WORDS, short: false, title: WORDS, description: WORDS },
  { kind: "location", latitude: 1, longitude: 2, label: WORDS },
  { kind: "link", title: WORDS, description: WORDS, url: WORDS },
  { kind: "file", title: WORDS, fileKey: WORDS },
  { kind: "unknown", type: WORDS, text: WORDS },
];
const happening: readonly ChannelEvent[] = [
  { name: "followed", scene: WORDS, ticket: WORDS },
  { name: "scanned", scene: WORDS },
  { name: "menu_tapped", key: WORDS },
  { name: "menu_link_opened", url: WORDS },
  { name: "menu_scanned", key: WORDS, scanType: WORDS, result: WORDS, waits: true },
  { name: "menu_location", key: WORDS, latitude: 1, longitude: 2, label: WORDS },
  { name: "profile_changed", subject: WORDS },
  { name: "consent_withdrawn", subject: FAN, everything: true, info: WORDS },
  { name: "unfollowed" },
];

describe("a fan's words and name", () => {
  it("are nowhere but where they can be erased", async () => {
    for (const content of telling) await say(FAN, content);
    for (const event of happening) await say(FAN, { kind: "event", event });
    await say(FAN, `${WORDS}${SAYS.person}`);
    for (const content of telling) await say(FAN, content);
    for (const text of [WORDS, FAN]) {
      const found = await tablesWith(tables, text);
      expect(found).toEqual(expect.arrayContaining(["inbox"]));
      expect(found.filter((table) => !ERASABLE.has(table))).toEqual([]);
    }
  });

  it("are kept to the letter, however odd, and never told by an event", async () => {
    const odd = fc.string({
      unit: fc.oneof(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }).filter((one) => !one.includes("\0")),
        fc.constantFrom(
          "'",
          '"',
          "\\",
          "<img onerror=x>",
          "\u202e",
          "\u{1f469}\u200d\u{1f680}",
          "\n",
          "%",
          "$1",
          "{",
          "}",
        ),
      ),
      minLength: 6,
      maxLength: 60,
    });
    const texts = fc.sample(odd, 60).filter((text) => text.isWellFormed() && text.trim().length >= 6);
    await Promise.all(texts.map((text, index) => say(`odd ${index}`, text)));
    for (const [index, text] of texts.entries()) {
      expect((await threadOf(tables, `odd ${index}`))[0]).toBe(`fan: ${text}`);
      const told = await tables.value(
        "SELECT count(*)::int FROM event WHERE position($1 IN data::text || code) > 0",
        [JSON.stringify(text).slice(1, -1)],
      );
      expect(told).toBe(0);
    }
  });

  it("are gone once the identity is erased, and what happened stays to be read", async () => {
    const events = await tables.rows("SELECT * FROM event ORDER BY subject_id, seq");
    const contacts = await tables.rows("SELECT * FROM contact ORDER BY id");
    await erase(tables, FAN);

    expect(await tablesWith(tables, WORDS)).toEqual([]);
    expect(await tablesWith(tables, FAN)).toEqual([]);
    expect(await tables.rows("SELECT * FROM event ORDER BY subject_id, seq")).toEqual(events);
    expect(await tables.rows("SELECT * FROM contact ORDER BY id")).toEqual(contacts);
  });

  it("make a new identity when an erased fan writes again", async () => {
    await say(FAN, SAYS.ship);
    expect(await threadOf(tables, FAN)).toHaveLength(2);
  });
});
