import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import Koa from "koa";

import { homeOf, routes } from "../../console/src/app/routes.ts";
import { loadConsole } from "../../src/http/console.ts";

const INDEX = "<!doctype html><script type=module src=/assets/index-a1.js></script>";
const SCRIPT = "console.log(1);".repeat(100);

let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbridge-console-"));
  await mkdir(join(folder, "assets"));
  await mkdir(join(folder, ".vite"));
  await writeFile(join(folder, "index.html"), INDEX);
  await writeFile(join(folder, ".vite/manifest.json"), "{}");
  await writeFile(join(folder, "boot.js"), "0");
  await writeFile(join(folder, "assets/index-a1.js"), SCRIPT);
  await writeFile(join(folder, "assets/index-a1.js.gz"), gzipSync(SCRIPT));
  await writeFile(join(folder, "assets/index-a1.js.br"), brotliCompressSync(SCRIPT));
  const page = await loadConsole(folder, { framers: () => Promise.resolve(["https://phone.example"]) });
  if (page === undefined) throw new Error("There is an index.html.");
  const handle = new Koa().use(page).callback();
  server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}) => fetch(url + path, init);
const header = async (path: string, name: string, headers: Record<string, string> = {}) =>
  (await ask(path, { headers })).headers.get(name);

describe("the console over HTTP", () => {
  const pages = routes.filter(({ path, redirect }) => redirect === undefined && !path.startsWith("/:"));

  it.each([...pages.map(({ path }) => homeOf(path)), "/desk/0199aa00-0000-7000-8000-000000000001"])(
    "is one page at every address that it tells apart: %s",
    async (path) => {
      const answer = await ask(path);
      expect([answer.status, await answer.text()]).toEqual([200, INDEX]);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    },
  );

  it.each([
    "/index",
    "/desk/a/b",
    "/people/1",
    "/assets/none.js",
    "/.vite/manifest.json",
    "/assets/..%2f..%2fetc%2fpasswd",
    "/assets/index-a1.js.gz",
  ])("leaves other addresses to others: %s", async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it("is only read", async () => {
    expect((await ask("/desk", { method: "POST" })).status).toBe(404);
    const head = await ask("/desk", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("allows nothing inline and nothing from elsewhere", async () => {
    const policy = (await header("/desk", "content-security-policy")) ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it("has one page that is framed, by those who may and by nobody else", async () => {
    const framers = async (path: string) =>
      /frame-ancestors ([^;]*)/.exec((await header(path, "content-security-policy")) ?? "")?.[1];
    expect(await framers("/panel")).toBe("https://phone.example");
    for (const path of ["/desk", "/login", "/telephony"]) expect(await framers(path)).toBe("'none'");
    expect(await header("/panel", "cache-control")).toBe("no-store");
  });

  it("is asked for anew each time, and costs nothing where it is the same", async () => {
    const first = await ask("/desk");
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const etag = first.headers.get("etag") ?? "";
    const again = await ask("/people", {
      // What fetch would say by itself asks for a reload.
      headers: { "if-none-match": etag, "cache-control": "max-age=0" },
    });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("keeps what has a hash in its name for ever, and only that", async () => {
    expect(await header("/assets/index-a1.js", "cache-control")).toBe("public, max-age=31536000, immutable");
    expect(await header("/boot.js", "cache-control")).toBe("no-cache");
  });

  it.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["identity", null],
  ])("is as small as the browser can read: %s", async (accepted, encoding) => {
    const answer = await ask("/assets/index-a1.js", { headers: { "accept-encoding": accepted } });
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(answer.headers.get("vary")?.toLowerCase()).toContain("accept-encoding");
    expect(await answer.text()).toBe(SCRIPT);
  });

  it("is not there where it was not built", async () => {
    expect(await loadConsole(join(folder, "nowhere"))).toBeUndefined();
  });
});
