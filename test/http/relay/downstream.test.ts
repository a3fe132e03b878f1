import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import type { DownstreamAnswer } from "../../../src/flow/relay/ports.ts";
import { createCallDownstream } from "../../../src/http/relay/downstream.ts";
import { createThrough } from "../../../src/serve/egress/proxied.ts";
import { type OldSystem, openOldSystem } from "../../support/old-system.ts";

let old: OldSystem;
let standing: OldSystem["answer"];
const calling = createCallDownstream(() => performance.now());

beforeAll(async () => {
  old = await openOldSystem();
  standing = old.answer;
});
afterEach(() => {
  old.answer = standing;
  old.heard.length = 0;
});
afterAll(async () => {
  calling.close();
  await old.close();
});

const passed = {
  method: "POST",
  query: "a=%20b+c&&d",
  contentType: "text/xml; charset=GBK",
  userAgent: "Mozilla/4.0",
  body: Buffer.from([0xff, 0x00, 0x3c, 0x0d, 0x0a]),
} as const;
const ask = (url = old.url, ms = 2_000, privateAllowed = true): Promise<DownstreamAnswer> =>
  calling.call({ url, privateAllowed }, passed, ms);

describe("a call to somebody else's server", () => {
  it("carries the very bytes and the very query, behind one of its own", async () => {
    await ask(`${old.url}/wx`);
    await ask(`${old.url}/wx?tenant=1`);
    expect(old.heard).toMatchObject([
      { method: "POST", url: "/wx?a=%20b+c&&d", type: "text/xml; charset=GBK", body: passed.body },
      { url: "/wx?tenant=1&a=%20b+c&&d" },
    ]);
  });

  it("brings back the very bytes", async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0x00]);
    old.answer = (_, response) => void response.writeHead(201, { "content-type": "x/y" }).end(bytes);
    expect(await ask()).toMatchObject({ kind: "answered", status: 201, contentType: "x/y", body: bytes });
  });

  it.each<[string, OldSystem["answer"], string]>([
    ["fails", (_, response) => void response.writeHead(502).end("<html>Bad Gateway</html>"), "status_502"],
    [
      "sends elsewhere",
      (_, response) => void response.writeHead(302, { location: old.url }).end(),
      "status_302",
    ],
    ["hangs up", (_, response) => void response.destroy(), "ECONNRESET"],
    [
      "babbles",
      (_, response) => void response.writeHead(200).end("x".repeat(1024 * 1024)),
      "answer_too_long",
    ],
    [
      "compresses",
      (_, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("x"),
      "answer_encoded",
    ],
    ["says nothing", () => undefined, "timed_out"],
    [
      "drips",
      (_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write("x"), 20);
        response.once("close", () => clearInterval(timer));
      },
      "timed_out",
    ],
  ])("ends in time where that %s", async (_, answer, code) => {
    old.answer = answer;
    const got = await ask(old.url, 300);
    expect(got).toMatchObject({ kind: "failed", code });
    expect(got.tookMs).toBeLessThan(1_500);
  });

  it("goes nowhere within the house unless that was allowed, by its address and by its name", async () => {
    const { port } = new URL(old.url);
    for (const host of ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "localhost"]) {
      expect(await ask(`http://${host}:${port}/`, 2_000, false)).toMatchObject({
        kind: "failed",
        code: "address_private",
      });
    }
    expect(old.heard).toEqual([]);
  });

  it("goes through the house's proxy with the very query, and what the proxy itself says is not its answer", async () => {
    const proxy = await openOldSystem();
    const address = new URL(proxy.url).origin;
    const rules = { https: address, http: address, direct: "mall.example" };
    const open = () => createCallDownstream(() => performance.now(), createThrough(rules)).call;
    const call = open();
    const to = { url: "http://old.example/wx?tenant=1", privateAllowed: false };
    expect(await call(to, passed, 2_000)).toMatchObject({ kind: "answered", status: 200 });
    expect(proxy.heard).toMatchObject([
      { url: "http://old.example/wx?tenant=1&a=%20b+c&&d", type: "text/xml; charset=GBK", body: passed.body },
    ]);
    proxy.answer = (_, response) => void response.writeHead(407).end("<html>who are you</html>");
    expect(await call(to, passed, 2_000)).toMatchObject({ kind: "failed", code: "proxy_auth" });
    proxy.answer = () => undefined;
    expect(await call(to, passed, 100)).toMatchObject({ kind: "failed", code: "timed_out" });
    await proxy.close();
    expect(await open()(to, passed, 2_000)).toMatchObject({ kind: "failed", code: "proxy_unreachable" });
  });

  it("is made once more on a new connection where a kept one had just been closed", async () => {
    await ask();
    let cut = false;
    old.answer = (call, response) => {
      if (cut) return standing(call, response);
      cut = true;
      response.destroy();
    };
    expect(await ask()).toMatchObject({ kind: "answered" });
  });
});
