import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { collect, createTokenKeeper } from "seatbridge/kit";
import { memoryTokens } from "seatbridge/kit/testing";

import { createFetchMedia } from "./media.ts";

const AMR = Buffer.from("#!AMR\n12345");
const MP4 = Buffer.from("\0\0\0\u0018ftypmp42....", "latin1");
/** Whole, up to a thousand of them. */
const how = {
  timeoutMs: 5_000,
  take: async (bytes: AsyncIterable<Uint8Array>) => Buffer.from((await collect(bytes, 1_000)) ?? "too many"),
};

let base = "";
let issued = 0;
const asked: string[] = [];
let say: (response: ServerResponse, token: string) => void;
const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://platform");
  asked.push(url.pathname);
  if (url.pathname === "/film") return void response.end(MP4);
  if (url.pathname === "/moved") return void response.writeHead(302, { location: "/film" }).end();
  say(response, url.searchParams.get("access_token") ?? "");
});

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
  issued = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function fetchMedia(mediaId = "m-1", given = how) {
  const ask = async () => {
    issued += 1;
    return { kind: "token", value: `token-${issued}`, expiresInMs: 7_200_000 } as const;
  };
  const wait = async () => undefined;
  const tokens = createTokenKeeper({ store: memoryTokens(Date.now), ask, clock: Date.now, wait });
  return createFetchMedia({ apiBase: base, tokens, fetch })(mediaId, given);
}
const json = (fields: object) => (response: ServerResponse) =>
  void response.setHeader("content-type", "text/plain").end(JSON.stringify(fields));

describe("what a fan has sent", () => {
  it("comes as its bytes", async () => {
    say = (response) => void response.end(AMR);
    expect(await fetchMedia()).toEqual({ kind: "taken", taken: AMR });
    expect(asked).toEqual(["/cgi-bin/media/get"]);
  });

  it("is gone where the platform says so, though by status 200", async () => {
    say = json({ errcode: 40_007, errmsg: "invalid media_id" });
    expect(await fetchMedia()).toEqual({ kind: "gone" });
  });

  it.each([40_001, 42_001])("is asked for once more, with a new token, after %i", async (errcode) => {
    say = (response, token) => (token === "token-1" ? json({ errcode })(response) : void response.end(AMR));
    expect(await fetchMedia()).toMatchObject({ kind: "taken" });
    say = json({ errcode });
    expect(await fetchMedia()).toEqual({ kind: "unreachable" });
    expect(asked).toHaveLength(4);
  });

  it.each([
    ["our address is not listed", json({ errcode: 40_164 })],
    ["a gateway answers", (response: ServerResponse) => void response.writeHead(502).end("<html>")],
    ["it hangs up", (response: ServerResponse) => void response.destroy()],
    ["it says nothing that we know", json({ ok: true })],
  ])("can be asked for again where %s", async (_, answer) => {
    say = answer;
    expect(await fetchMedia()).toEqual({ kind: "unreachable" });
  });

  it("goes on no longer than it is taken", async () => {
    say = (response) => {
      const more = () => void (response.destroyed || response.write(Buffer.alloc(65_536, 1), more));
      more();
    };
    expect(await fetchMedia()).toEqual({ kind: "taken", taken: Buffer.from("too many") });
  });

  it("tells what its taker met from a line that broke", async () => {
    say = (response) => void response.end(AMR);
    const take = () => Promise.reject(new Error("the disk is full"));
    await expect(fetchMedia("m-1", { timeoutMs: 5_000, take })).rejects.toThrow("the disk is full");
    say = (response) => void response.setHeader("content-length", 100).write(AMR, () => response.destroy());
    expect(await fetchMedia()).toEqual({ kind: "unreachable" });
  });
});

describe("a film", () => {
  it("is fetched from the address that is answered", async () => {
    say = json({ video_url: `${base}/film` });
    expect(await fetchMedia()).toEqual({ kind: "taken", taken: MP4 });
  });

  it.each([
    "http://169.254.169.254/latest/meta-data",
    "http://127.0.0.1:1/film",
    "http://qq.com.evil.example/film",
    "http://evilqq.com/film",
    "http://user@video.qq.com/film",
    "http://video.qq.com:8080/film",
    "file:///etc/passwd",
    "film",
  ])("is never looked for at %s", async (address) => {
    say = json({ video_url: address });
    expect(await fetchMedia()).toEqual({ kind: "unreachable" });
    expect(asked).toHaveLength(1);
  });

  it("is not followed further", async () => {
    say = json({ video_url: `${base}/moved` });
    expect(await fetchMedia()).toEqual({ kind: "unreachable" });
    say = json({ video_url: `${base}/cgi-bin/media/get` });
    expect(await fetchMedia()).toEqual({ kind: "unreachable" });
  });
});
