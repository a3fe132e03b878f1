import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { type Agent, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { platform } from "../../support/shop.ts";

const PNG = Buffer.from("\u0089PNG\r\n\u001a\n picture", "latin1");
const GIF = Buffer.from("GIF89a picture");
const AMR = Buffer.from("#!AMR\n voice");
const MP4 = Buffer.from("\0\0\0\u0018ftypmp42 film", "latin1");
const NEWS = {
  kind: "news",
  title: "退货说明",
  description: "",
  url: "https://u.example/a?b=1",
  pictureUrl: "",
};
const MENU = { kind: "menu", head: "满意吗？", items: ["满意", "不满意"], tail: "" };

let floor: DeskFloor;
let lin: Agent;
let contact: { readonly id: string; readonly conversationId: string };

beforeAll(async () => {
  floor = await openDeskFloor();
  lin = await floor.agent("小林");
  contact = await floor.serve("meng", lin);
});
afterAll(() => floor.close());

async function upload(bytes: Buffer, length = bytes.length): Promise<string> {
  const answer = await fetch(`${floor.api.url}/api/v1/media`, {
    method: "POST",
    headers: {
      cookie: lin.cookie,
      origin: floor.api.url,
      "x-seatbridge": "1",
      "idempotency-key": randomUUID(),
    },
    body: Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]),
  });
  return ((await answer.json()) as { readonly id: string }).id;
}
const reply = (body: object) => lin.call("POST", `/conversations/${contact.conversationId}/replies`, body);

/** What the message became that was said by this. */
async function said(body: object): Promise<unknown> {
  const answer = await reply(body);
  expect(answer.status).toBe(200);
  const { seqs } = answer.body as { readonly seqs: readonly number[] };
  return floor.tables.value("SELECT content FROM message WHERE conversation_id = $1 AND seq = $2", [
    contact.conversationId,
    seqs[0],
  ]);
}

describe("what a reply may be", () => {
  it("is told with the conversation, as its platform takes it", async () => {
    const { body } = await lin.call("GET", `/conversations/${contact.conversationId}`);
    expect((body as { readonly sends: unknown }).sends).toEqual(platform.traits.sends);
  });

  it("is a voice, or a film with its cover", async () => {
    const [voice, film, cover] = [await upload(AMR), await upload(MP4), await upload(PNG)];
    expect(await said({ mediaId: voice })).toEqual({
      kind: "voice",
      format: "amr",
      blobId: voice,
      type: "audio/amr",
      bytes: AMR.length,
    });
    expect(await said({ mediaId: film, coverId: cover })).toMatchObject({
      kind: "video",
      blobId: film,
      coverBlobId: cover,
    });
  });

  it("is a link, a menu whose lines are numbered, a mini program's page", async () => {
    const { kind, ...article } = NEWS;
    expect(await said({ card: NEWS })).toEqual({ kind, articles: [article] });
    expect(await said({ card: MENU })).toMatchObject({
      items: [
        { id: "1", text: "满意" },
        { id: "2", text: "不满意" },
      ],
    });
    const coverId = await upload(PNG);
    const card = { kind: "mini_program", title: "订单", appId: "wx1", path: "pages/order", coverId };
    expect(await said({ card })).toEqual({
      kind: "mini_program",
      title: "订单",
      appId: "wx1",
      path: "pages/order",
      coverBlobId: coverId,
    });
  });

  it("is shown in the thread with the bytes that we hold, and nothing of ours that is not", async () => {
    const { body } = await lin.call("GET", `/conversations/${contact.conversationId}/messages`);
    const { items } = body as { readonly items: readonly { readonly content?: object }[] };
    const shown = items.map(({ content }) => content);
    expect(shown).toContainEqual({ kind: "voice", format: "amr", media: "stored" });
    expect(shown).toContainEqual({ kind: "video", short: false, media: "stored" });
    expect(JSON.stringify(shown)).not.toContain("BlobId");
  });

  it.each([
    ["of a type that the platform does not take", GIF, {}, "media_type_not_sent", { types: "PNG" }],
    ["beyond what the platform takes", AMR, { length: 3_000 }, "media_too_large", { max: "2 KB" }],
    ["as a film without a cover", MP4, {}, "cover_missing", {}],
  ])("is nothing %s", async (_, bytes, { length }: { readonly length?: number }, code, params) => {
    const refusal = refusalOf(await reply({ mediaId: await upload(bytes, length) }));
    expect(refusal).toMatchObject({ code, params });
  });

  it.each([
    ["a film whose cover is none", async () => ({ mediaId: await upload(MP4), coverId: await upload(AMR) })],
    ["a menu that is too long", async () => ({ card: { ...MENU, items: ["1", "2", "3", "4"] } })],
    [
      "a mini program that nobody has named",
      async () => ({ card: { kind: "mini_program", title: "t", path: "p", coverId: await upload(PNG) } }),
    ],
    ["a link that leads to a script", async () => ({ card: { ...NEWS, url: "javascript:alert(1)" } })],
    ["two things at once", async () => ({ text: "x", card: NEWS })],
    ["a cover of nothing", async () => ({ text: "x", coverId: await upload(PNG) })],
  ])("is not %s", async (_, body) => {
    expect((await reply(await body())).status).toBeGreaterThanOrEqual(400);
  });

  it("is nothing that the platform takes from no account", async () => {
    const { traits } = platform;
    Object.assign(platform, { traits: { ...traits, sends: {} } });
    const codes = [{ mediaId: await upload(PNG) }, { card: NEWS }, { card: MENU }].map(
      async (body) => refusalOf(await reply(body)).code,
    );
    expect(new Set(await Promise.all(codes))).toEqual(new Set(["kind_not_sent"]));
    Object.assign(platform, { traits });
  });
});

describe("a note", () => {
  it("may be of any kind that is kept, for no platform gets it", async () => {
    const path = `/conversations/${contact.conversationId}/notes`;
    expect((await lin.call("POST", path, { mediaId: await upload(GIF) })).status).toBe(200);
    expect((await lin.call("POST", path, { card: NEWS })).status).toBe(400);
  });
});

describe("an upload", () => {
  it("that breaks off leaves nothing behind, and is no trouble of ours", async () => {
    const stop = new AbortController();
    const broken = fetch(`${floor.api.url}/api/v1/media`, {
      method: "POST",
      headers: {
        cookie: lin.cookie,
        origin: floor.api.url,
        "x-seatbridge": "1",
        "idempotency-key": randomUUID(),
      },
      body: new ReadableStream({
        start: (stream) => stream.enqueue(PNG),
        pull: () => stop.abort(),
      }),
      duplex: "half",
      signal: stop.signal,
    } as RequestInit);
    await expect(broken).rejects.toThrow();
    const drafts = async () =>
      (await readdir(join(floor.dataDir, "media"))).filter((name) => name.length > 2);
    while ((await drafts()).length > 0);
    expect(floor.api.bugs).toEqual([]);
  });
});
