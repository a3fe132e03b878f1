import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { PhoneItem } from "../../src/http/contract/fan/view.ts";
import { putMedia } from "../support/put-media.ts";
import { fan } from "../http/fan/fan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openRows, type Rows } from "../support/rows.ts";
import { counterOf, type Server, startServer } from "../support/server.ts";

const PNG = Buffer.from("\u0089PNG\r\n\u001a\n0000", "latin1");

const JPEG = Buffer.from("\u00ff\u00d8\u00ff cover", "latin1");
const MP4 = Buffer.from("\0\0\0\u0018ftypmp42 film", "latin1");

let database: TestDatabase;
let rows: Rows;
let dataDir: string;
let server: Server;

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  dataDir = await mkdtemp(join(tmpdir(), "seatbridge-sending-"));
  server = await startServer({ databaseUrl: database.url, dataDir });
}, 60_000);

afterAll(async () => {
  await server.stop();
  await rows.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A fan who has written, and what an agent then leaves in her outbox. */
async function openTalk(name: string) {
  const phone = await fan(server).as(name);
  await phone.act({ does: "write", text: "几时发货" });
  const [conversation] = await rows.query<{ id: string }>(
    "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1",
    [phone.openid],
  );
  const id = conversation?.id ?? "";

  async function say(content: object): Promise<string> {
    const at = new Date();
    const [moved] = await rows.query<{ seq: number }>(
      "UPDATE conversation SET seq = seq + 1 WHERE id = $1 RETURNING seq",
      [id],
    );
    const seq = moved?.seq ?? 0;
    await rows.query(
      "INSERT INTO message (conversation_id, seq, at, author, content) VALUES ($1, $2, $3, 'agent', $4)",
      [id, seq, at, JSON.stringify(content)],
    );
    await rows.query(
      "INSERT INTO outbox (conversation_id, seq, class, state, at) VALUES ($1, $2, 'agent', 'queued', $3)",
      [id, seq, at],
    );
    for (;;) {
      const [row] = await rows.query<{ state: string; code: string | null }>(
        "SELECT state, code FROM outbox WHERE conversation_id = $1 AND seq = $2",
        [id, seq],
      );
      if (row !== undefined && row.state !== "queued" && row.state !== "sending") {
        return row.code === null ? row.state : `${row.state} ${row.code}`;
      }
    }
  }

  const sent = async (): Promise<PhoneItem[]> =>
    (await phone.phone()).thread.filter((item) => item.side === "account" && item.via === "api");
  return { ...phone, id, say, sent };
}

/** Something that an agent has uploaded. */
async function hold(type: string, bytes: Buffer): Promise<string> {
  const id = randomUUID();
  await rows.query(
    "INSERT INTO media (id, type, bytes, sha256, created_at) VALUES ($1, $2, $3, decode($4, 'hex'), now())",
    [id, type, bytes.length, await putMedia(join(dataDir, "media"), bytes)],
  );
  return id;
}

/** Waits until it is as wanted, however long the test may take. */
async function untilSeen(read: () => Promise<object | undefined>, wanted: object): Promise<void> {
  for (;;) {
    const found = await read();
    if (
      Object.entries(wanted).every(
        ([name, value]) => found !== undefined && Reflect.get(found, name) === value,
      )
    )
      return;
    await new Promise((later) => setTimeout(later, 20));
  }
}

const text = (words: string) => ({ kind: "text", text: words });

describe("an agent's words", () => {
  it("reach the fan's phone through the platform, in order", async () => {
    const talk = await openTalk("收消息的");
    for (const words of ["您好，<b>稍等</b> 👍", "已为您查到"])
      expect(await talk.say(text(words))).toBe("accepted");
    expect((await talk.sent()).map(({ shows }) => shows)).toEqual([
      text("您好，<b>稍等</b> 👍"),
      text("已为您查到"),
    ]);
    expect(await counterOf(server, "sends_total", { outcome: "accepted" })).toBeGreaterThanOrEqual(2);
  });

  it("may be a picture that we hold", async () => {
    const talk = await openTalk("收图的");
    expect(await talk.say({ kind: "image", blobId: await hold("image/png", PNG) })).toBe("accepted");
    const [item] = await talk.sent();
    const mediaId = item?.shows.kind === "image" ? item.shows.mediaId : "";
    const shown = await fetch(`${server.url}/emulator/wechat/pictures/${mediaId}`);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
  });

  it("may be pictures that the platform is to look at: its verdict comes after them", async () => {
    const configure = (more: object) =>
      rows.query("UPDATE account SET config = config || $2 WHERE id = $1", [server.account.id, more]);
    const talk = await openTalk("收审核图的");
    const seen = async (seq: number) => {
      const found = await rows.query<{ seen: string; code: string | null; checkId: string | null }>(
        'SELECT v.seen, v.code, o.check_id AS "checkId" FROM outbox_seen v JOIN outbox o USING (conversation_id, seq) WHERE conversation_id = $1 AND seq = $2',
        [talk.id, seq],
      );
      return found[0];
    };
    const say = async (bytes: Buffer) => {
      // Each word of hers opens five places anew.
      await talk.act({ does: "write", text: "几时发货" });
      expect(await talk.say({ kind: "image", blobId: await hold("image/png", bytes) })).toBe("accepted");
      const [last] = await rows.query<{ seq: number }>("SELECT seq FROM conversation WHERE id = $1", [
        talk.id,
      ]);
      return last?.seq ?? 0;
    };
    await configure({ checks: "people" });
    const risky = Buffer.concat([PNG, Buffer.from("RISKY")]);
    // The setting is heard of within a second.
    let seq = await say(risky);
    for (let told = await seen(seq); told?.checkId === null; told = await seen(seq)) seq = await say(PNG);
    const [flagged, fine] = [await say(risky), await say(PNG)];
    await untilSeen(() => seen(flagged), { seen: "flagged", code: "check_risky" });
    await untilSeen(() => seen(fine), { seen: "accepted", code: null });
    await configure({ checks: "off" });
  }, 30_000);

  it("are uploaded once for the same content, and anew, once, when the platform has thrown it away", async () => {
    const talk = await openTalk("收视频的");
    const say = async () =>
      talk.say({
        kind: "video",
        short: false,
        blobId: await hold("video/mp4", MP4),
        coverBlobId: await hold("image/jpeg", JPEG),
      });
    const uploads = () =>
      rows.query<{ as: string; id: string }>(
        'SELECT "as", external_id AS id FROM platform_upload WHERE "as" <> \'image\' ORDER BY 1',
      );
    expect(await say()).toBe("accepted");
    const first = await uploads();
    expect(first.map(({ as }) => as)).toEqual(["thumb", "video"]);
    expect(await say()).toBe("accepted");
    expect(await uploads()).toEqual(first);
    await talk.post("/fault", { fault: { kind: "errcode", code: 40_007, left: 1 } });
    expect(await say()).toBe("accepted");
    expect((await uploads()).filter(({ id }) => first.some((old) => old.id === id))).toEqual([]);
    expect((await talk.sent()).map(({ shows }) => shows.kind)).toEqual(["video", "video", "video"]);
  });

  it("are not even uploaded beyond what the platform takes, or of a type that it does not", async () => {
    const talk = await openTalk("收大图的");
    const long = Buffer.concat([Buffer.from("#!AMR\n"), Buffer.alloc(2 * 1_024 * 1_024)]);
    const voice = { kind: "voice", format: "amr", blobId: await hold("audio/amr", long) };
    expect(await talk.say(voice)).toBe("rejected media_too_large");
    const webp = await hold("image/webp", Buffer.from("RIFF0000WEBPVP8 "));
    expect(await talk.say({ kind: "image", blobId: webp })).toBe("rejected media_type_unsupported");
  });

  it("are not even tried when all places are used up", async () => {
    const talk = await openTalk("话多的");
    for (let place = 1; place <= 5; place += 1) expect(await talk.say(text(`${place}`))).toBe("accepted");
    expect(await talk.say(text("6"))).toBe("rejected places_used_up");
    expect(await talk.sent()).toHaveLength(5);
  });

  it("are sent once more, and arrive once, when the token is refused", async () => {
    const talk = await openTalk("等令牌的");
    await talk.post("/fault", { fault: { kind: "errcode", code: 42_001, left: 1 } });
    expect(await talk.say(text("来了"))).toBe("accepted");
    expect(await talk.sent()).toHaveLength(1);
  });

  it("are in doubt, and not sent again, when the platform takes them and says nothing", async () => {
    const talk = await openTalk("没回音的");
    await talk.post("/fault", { fault: { kind: "taken_no_answer", left: 1 } });
    expect(await talk.say(text("在吗"))).toMatch(/^unknown/);
    expect(await talk.say(text("还在吗"))).toBe("accepted");
    expect((await talk.sent()).map(({ shows }) => shows)).toEqual([text("在吗"), text("还在吗")]);
  }, 20_000);

  it("leave no token in any log line", async () => {
    const [kept] = await rows.query<{ token: string }>("SELECT token FROM platform_token");
    expect(kept?.token.length).toBeGreaterThan(20);
    await server.log.until((line) => line["msg"] === "sent" && line["code"] === "places_used_up");
    const log = JSON.stringify(server.log.all());
    expect(log).toContain('"class":"agent"');
    expect(log).not.toContain(kept?.token);
  });
});

it("a bot's answer that the platform refuses for good becomes a person's matter", async () => {
  const talk = await openTalk("问不清的");
  await talk.post("/fault", { fault: { kind: "errcode", code: 45_015, left: 1 } });
  // Answered by the clock, through the interface: nothing that the bot could say at once.
  await talk.act({ does: "write", text: "橘色钢琴在月球上游泳" });
  for (;;) {
    const [contact] = await rows.query<{ state: string; reason: string | null }>(
      "SELECT state, queue_reason AS reason FROM contact WHERE conversation_id = $1",
      [talk.id],
    );
    if (contact?.reason === "answer_undelivered") break;
  }
  expect(await talk.sent()).toEqual([]);
}, 20_000);
