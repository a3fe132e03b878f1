import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { readdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { FetchMedia } from "../../../src/core/channel/adapter.ts";
import { type Agent, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { platform } from "../../support/shop.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let contact: { readonly id: string; readonly conversationId: string };
/** The platform's picture host. */
let host: Server;
let hostUrl: string;
let asked: string[] = [];

beforeAll(async () => {
  host = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    switch (path) {
      case "/picture":
        return response.writeHead(200, { "content-type": "text/html" }).end(PNG);
      case "/script":
        return response.writeHead(200, { "content-type": "image/png" }).end(SVG);
      case "/moved":
        return response.writeHead(302, { location: "/picture" }).end();
      case "/broken":
        return response.writeHead(500).end();
      case "/huge":
        response.writeHead(200);
        return response.end(Buffer.alloc(11 * 1024 * 1024, 1));
      default:
        return response.writeHead(404).end();
    }
  });
  await new Promise<void>((ready) => host.listen(0, "127.0.0.1", ready));
  hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  Object.assign(platform, { mediaHosts: [new URL(hostUrl).host] });
  floor = await openDeskFloor();
  lin = await floor.agent("小林", { capacity: 50 });
  wang = await floor.agent("小王");
  contact = await floor.serve("meng", lin);
});

afterAll(async () => {
  await floor.close();
  host.closeAllConnections();
  host.close();
});

const headers = (agent: Agent, key: string = randomUUID()) => ({
  cookie: agent.cookie,
  origin: floor.api.url,
  "x-seatbridge": "1",
  "idempotency-key": key,
});
const upload = async (agent: Agent, bytes: Uint8Array, key?: string) => {
  const answer = await fetch(`${floor.api.url}/api/v1/media`, {
    method: "POST",
    headers: headers(agent, key),
    body: Buffer.from(bytes),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
};
const show = async (agent: Agent, path: string, extra: Record<string, string> = {}) => {
  const answer = await fetch(`${floor.api.url}/api/v1${path}`, {
    headers: { cookie: agent.cookie, ...extra },
  });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const failureOf = (bytes: Buffer): string =>
  (JSON.parse(bytes.toString()) as { error: { code: string } }).error.code;

const giving =
  (bytes: Buffer): FetchMedia =>
  async (_, { take }) => ({ kind: "taken", taken: await take(Readable.from([bytes])) });

/** A picture that a fan sends, and its number. */
async function sent(path: string | undefined): Promise<number> {
  const url = path?.startsWith("/") === true ? hostUrl + path : path;
  await floor.say("meng", { kind: "image", mediaId: "m", ...(url === undefined ? {} : { url }) });
  return floor.tables.value("SELECT seq FROM conversation WHERE id = $1", [contact.conversationId]);
}
const pathOf = (seq: number): string => `/conversations/${contact.conversationId}/messages/${seq}/media`;
const stateOf = (seq: number): Promise<string> =>
  floor.tables.value("SELECT state FROM attachment WHERE conversation_id = $1 AND seq = $2", [
    contact.conversationId,
    seq,
  ]);

describe("an upload", () => {
  it("is kept under what it is, once, and shown to nobody but whoever made it", async () => {
    const key = randomUUID();
    const [first, again] = [await upload(lin, PNG, key), await upload(lin, PNG, key)];
    expect(first).toMatchObject({ status: 200, body: { type: "image/png", bytes: PNG.length } });
    expect(again.body).toEqual(first.body);
    const shown = await show(lin, `/media/${String(first.body["id"])}`);
    expect(shown.bytes).toEqual(PNG);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, max-age=31536000, immutable",
      "content-disposition": `inline; filename="${String(first.body["id"])}.png"`,
    });
    const etag = shown.headers.get("etag") ?? "";
    expect((await show(lin, `/media/${String(first.body["id"])}`, { "if-none-match": etag })).status).toBe(
      304,
    );
    expect((await show(wang, `/media/${String(first.body["id"])}`)).status).toBe(404);

    await upload(wang, PNG);
    const folders = await readdir(join(floor.dataDir, "media"), { recursive: true });
    expect(folders.filter((name) => name.length > 60)).toHaveLength(1);
  });

  it.each([
    ["a drawing that runs scripts", SVG],
    ["a page", Buffer.from("<html><script>alert(1)</script>")],
    ["nothing", Buffer.alloc(0)],
  ])("of %s is refused", async (_, bytes) => {
    expect(refusalOf(await upload(lin, bytes))).toMatchObject({ status: 415, code: "media_unreadable" });
  });

  it("of more than 10 MB is refused, with the limit", async () => {
    const large = Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]);
    expect(refusalOf(await upload(lin, large))).toMatchObject({
      status: 413,
      code: "media_too_large",
      params: { max: "10 MB" },
    });
  });

  it("goes to the fan as a picture, by its owner's hand alone", async () => {
    const mine = (await upload(lin, PNG)).body["id"];
    const path = `/conversations/${contact.conversationId}/replies`;
    const { seqs } = (await lin.call("POST", path, { mediaId: mine })).body as { seqs: number[] };
    const content = await floor.tables.value(
      "SELECT content FROM message WHERE conversation_id = $1 AND seq = $2",
      [contact.conversationId, seqs[0]],
    );
    expect(content).toEqual({ kind: "image", blobId: mine, type: "image/png", bytes: PNG.length });
    expect((await show(lin, pathOf(seqs[0] ?? 0))).bytes).toEqual(PNG);
    const foreign = (await upload(wang, PNG)).body["id"];
    expect(refusalOf(await lin.call("POST", path, { mediaId: foreign })).code).toBe("media_missing");
  });
});

describe("a fan's picture", () => {
  it("is fetched once, whatever it calls itself, and then ours", async () => {
    const seq = await sent("/picture");
    asked = [];
    const [one, two] = [await show(lin, pathOf(seq)), await show(lin, pathOf(seq))];
    expect([one.bytes, two.bytes]).toEqual([PNG, PNG]);
    expect(one.headers.get("content-type")).toBe("image/png");
    expect(asked).toEqual(["/picture"]);
    expect(await stateOf(seq)).toBe("stored");
    expect(refusalOf({ ...(await json(wang, pathOf(seq))) }).code).toBe("conversation_unseen");
  });

  it.each([
    ["is gone", "/gone", 410, "media_expired", "expired"],
    ["is no picture", "/script", 415, "media_refused", "refused"],
    ["is too large", "/huge", 415, "media_refused", "refused"],
  ])("that %s is said to be so, and not asked for again", async (_, path, status, code, state) => {
    const seq = await sent(path);
    const shown = await show(lin, pathOf(seq));
    expect([shown.status, failureOf(shown.bytes)]).toEqual([status, code]);
    expect(await stateOf(seq)).toBe(state);
    asked = [];
    expect((await show(lin, pathOf(seq))).status).toBe(status);
    expect(asked).toEqual([]);
  });

  it.each([
    ["the metadata service", "http://169.254.169.254/latest/meta-data"],
    ["another port of this machine", "http://127.0.0.1:1/picture"],
    ["a file", "file:///etc/passwd"],
    ["a name that only begins like the host", `http://127.0.0.1.evil.example/picture`],
    ["a user in front of another host", "http://user@127.0.0.1/picture"],
  ])("is never looked for at %s", async (_, url) => {
    const seq = await sent(url);
    const shown = await show(lin, pathOf(seq));
    expect([shown.status, failureOf(shown.bytes)]).toEqual([415, "media_refused"]);
  });

  it("that the platform names by an id alone is asked of it by that id, once", async () => {
    const ids: string[] = [];
    const fetchMedia: FetchMedia = async (id, how) => {
      ids.push(id);
      return ids.length === 1 ? { kind: "unreachable" } : giving(PNG)(id, how);
    };
    const seq = await sent(undefined);
    expect((await show(lin, pathOf(seq))).status).toBe(415);
    Object.assign(platform, { fetchMedia });
    expect((await show(lin, pathOf(seq))).status).toBe(502);
    expect((await show(lin, pathOf(seq))).bytes).toEqual(PNG);
    expect((await show(lin, pathOf(seq))).bytes).toEqual(PNG);
    expect(ids).toEqual(["m", "m"]);
    expect(await stateOf(seq)).toBe("stored");
  });

  it.each([
    ["gone", async () => ({ kind: "gone" }), 410, "expired"],
    ["too large", giving(Buffer.concat([PNG, Buffer.alloc(10 * 1_024 * 1_024)])), 415, "refused"],
    ["no picture", giving(SVG), 415, "refused"],
  ] as const)(
    "that the platform names by an id and that is %s is not asked for again",
    async (_, fetchMedia, status, state) => {
      Object.assign(platform, { fetchMedia });
      const seq = await sent(undefined);
      expect((await show(lin, pathOf(seq))).status).toBe(status);
      expect(await stateOf(seq)).toBe(state);
      Object.assign(platform, { fetchMedia: undefined });
    },
  );

  it("behind a redirect, or of a host in trouble, can be asked for again", async () => {
    for (const path of ["/moved", "/broken"]) {
      const seq = await sent(path);
      expect((await show(lin, pathOf(seq))).status).toBe(502);
      expect(await stateOf(seq)).toBe("remote");
    }
  });

  it.each([
    ["bytes=0-3", 206, `bytes 0-3/${PNG.length}`, PNG.subarray(0, 4)],
    ["bytes=4-", 206, `bytes 4-${PNG.length - 1}/${PNG.length}`, PNG.subarray(4)],
    ["bytes=-2", 206, `bytes ${PNG.length - 2}-${PNG.length - 1}/${PNG.length}`, PNG.subarray(-2)],
    ["bytes=0-99999", 206, `bytes 0-${PNG.length - 1}/${PNG.length}`, PNG],
    ["bytes=99999-", 416, `bytes */${PNG.length}`, Buffer.alloc(0)],
    ["bytes=5-2", 416, `bytes */${PNG.length}`, Buffer.alloc(0)],
    ["bytes=0-1,4-5", 200, null, PNG],
    ["lines=1-2", 200, null, PNG],
  ])("is given in the piece that a player asks for: %s", async (range, status, contentRange, bytes) => {
    const seq = await sent("/picture");
    const shown = await show(lin, pathOf(seq), { range });
    expect([shown.status, shown.headers.get("content-range")]).toEqual([status, contentRange]);
    expect(shown.headers.get("accept-ranges")).toBe("bytes");
    expect(shown.bytes).toEqual(bytes);
  });

  it("is a voice or a film as well, and each only what it is", async () => {
    const voice = Buffer.from("#!AMR\n123");
    Object.assign(platform, { fetchMedia: giving(voice) });
    const numberOf = async (content: Parameters<DeskFloor["say"]>[1]): Promise<number> => {
      await floor.say("meng", content);
      return floor.tables.value("SELECT seq FROM conversation WHERE id = $1", [contact.conversationId]);
    };
    const heard = await show(lin, pathOf(await numberOf({ kind: "voice", mediaId: "v", format: "amr" })));
    expect([heard.headers.get("content-type"), heard.bytes]).toEqual(["audio/amr", voice]);
    const film = await numberOf({ kind: "video", mediaId: "f", short: false });
    expect((await show(lin, pathOf(film))).status).toBe(415);
    Object.assign(platform, { fetchMedia: undefined });
  });

  it("that is none is said to be missing", async () => {
    await floor.say("meng", "只是文字");
    const seq: number = await floor.tables.value("SELECT seq FROM conversation WHERE id = $1", [
      contact.conversationId,
    ]);
    expect((await show(lin, pathOf(seq))).status).toBe(404);
    expect((await show(lin, pathOf(9_999))).status).toBe(404);
  });
});

const json = async (agent: Agent, path: string) => {
  const { status, headers: given, bytes } = await show(agent, path);
  return { status, headers: given, body: JSON.parse(bytes.toString()) as unknown };
};
