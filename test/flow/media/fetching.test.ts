import { createHash, randomUUID } from "node:crypto";
import { Readable } from "node:stream";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Client } from "pg";

import type { FetchMedia } from "../../../src/core/channel/adapter.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { collect } from "../../../src/core/media/peek.ts";
import { createFetching } from "../../../src/flow/media/fetching.ts";
import { openSession } from "../../../src/store/hot/session.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { remoteMedia } from "../../../src/store/media/remote.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openTables, type Tables } from "../../support/tables.ts";

const AMR = Buffer.from("#!AMR\n123");
const MP4 = Buffer.from("\0\0\0\u0018ftypmp42", "latin1");

let database: TestDatabase;
let tables: Tables;
let clients: Client[];
let account: string;
let now: number;
/** What the platform gives: bytes, or none. */
let answer: () => Buffer | "gone" | "unreachable";
let asked: string[];
let put: Buffer[];

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  clients = await Promise.all([openSession(database.url), openSession(database.url)]);
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await tables.close();
  await database.drop();
});
beforeEach(async () => {
  await tables.rows("TRUNCATE attachment");
  account = randomUUID();
  now = Date.now() + 2 * SECOND;
  asked = [];
  put = [];
  await tables.rows(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'wechat-oa', $2, false, '{}', now())",
    [account, account],
  );
});

/** Something that a fan has sent just now. */
async function sent(kind: "image" | "voice" | "video" | "file", externalId = "m-1"): Promise<string> {
  const [identity, conversation] = [randomUUID(), randomUUID()];
  await tables.rows(
    "INSERT INTO identity (id, account_id, external_id, created_at) VALUES ($1, $2, $3, now())",
    [identity, account, identity],
  );
  await tables.rows(
    "INSERT INTO conversation (id, account_id, identity_id, surface, seq, created_at, last_in_at) VALUES ($1, $2, $3, 'private', 1, now(), now())",
    [conversation, account, identity],
  );
  await tables.rows(
    "INSERT INTO attachment (conversation_id, seq, n, kind, external_id, state, at) VALUES ($1, 1, 0, $2, $3, 'remote', now())",
    [conversation, kind, externalId],
  );
  return conversation;
}

const node = (n: number) =>
  createFetching({
    remote: remoteMedia(inTurns(async () => clients[n] as Client)),
    meansOf: (id) =>
      id === account ? { fetchInto: async () => "no_answer", hosts: [], fetchMedia } : undefined,
    take: async (bytes, judge) => {
      const whole = Buffer.from((await collect(bytes, 1_000)) ?? "");
      const judged = judge(whole);
      if (judged === undefined) return { kind: "unfit" };
      put.push(whole);
      const sha256 = createHash("sha256").update(whole).digest("hex");
      return { kind: "kept", kept: { type: judged.type, bytes: whole.length, sha256 } };
    },
    clock: () => now,
    ids: randomUUID,
  });
const fetchMedia: FetchMedia = async (id, { take }) => {
  asked.push(id);
  const given = answer();
  return typeof given === "string"
    ? { kind: given }
    : { kind: "taken", taken: await take(Readable.from([given])) };
};
const stateOf = (conversation: string): Promise<string> =>
  tables.value("SELECT state FROM attachment WHERE conversation_id = $1", [conversation]);
async function rounds(): Promise<void> {
  while ((await node(0).round()) > 0);
}

describe("what fans have sent", () => {
  it("is brought at once, as what it is, and asked for no more", async () => {
    answer = () => AMR;
    const conversation = await sent("voice");
    await rounds();
    now += HOUR;
    await rounds();
    expect([await stateOf(conversation), asked, put]).toEqual(["stored", ["m-1"], [AMR]]);
    const rows = await tables.rows(
      "SELECT m.type, m.bytes, m.created_by FROM media m JOIN attachment x ON x.media_id = m.id WHERE x.conversation_id = $1",
      [conversation],
    );
    expect(rows).toEqual([{ type: "audio/amr", bytes: AMR.length, created_by: null }]);
  });

  it("is brought once, however many nodes there are", async () => {
    answer = () => MP4;
    await Promise.all(Array.from({ length: 6 }, (_, n) => sent("video", `m-${n}`)));
    const [one, other] = [node(0), node(1)];
    for (let round = 0; round < 4; round += 1) await Promise.all([one.round(), other.round()]);
    expect(asked.toSorted()).toEqual(["m-0", "m-1", "m-2", "m-3", "m-4", "m-5"]);
  });

  it.each([
    ["is gone", "gone", "expired"],
    ["is not what it says", AMR, "refused"],
  ] as const)("that %s is said to be so, once", async (_, fetched, state) => {
    answer = () => fetched;
    const conversation = await sent("image");
    await rounds();
    now += DAY;
    await rounds();
    expect([await stateOf(conversation), asked.length]).toEqual([state, 1]);
  });

  it("is asked for with growing pauses, and given up after three days", async () => {
    answer = () => "unreachable";
    const conversation = await sent("image");
    await rounds();
    now += 9 * SECOND;
    await rounds();
    expect(asked).toHaveLength(1);
    for (const pause of [2 * SECOND, 31 * SECOND, 2 * MINUTE, 10 * MINUTE]) {
      now += pause;
      await rounds();
    }
    expect(asked).toHaveLength(5);
    expect(await stateOf(conversation)).toBe("remote");
    now += 3 * DAY;
    await rounds();
    expect(await stateOf(conversation)).toBe("expired");
  });

  it("of an account that is not connected waits for it", async () => {
    const conversation = await sent("image");
    const own = account;
    account = randomUUID();
    await rounds();
    expect([await stateOf(conversation), asked]).toEqual(["remote", []]);
    account = own;
    answer = () => "gone";
    now += MINUTE;
    await rounds();
    expect(await stateOf(conversation)).toBe("expired");
  });

  it("as a file, which the platform gives to nobody, is not asked for", async () => {
    const conversation = await sent("file");
    await rounds();
    expect([await stateOf(conversation), asked]).toEqual(["remote", []]);
  });
});
