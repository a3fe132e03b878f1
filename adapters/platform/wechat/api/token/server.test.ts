import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { askServer } from "./server.ts";

const NOW = Date.UTC(2026, 10, 26);

/** The brand's server: says what the case wants, and keeps how it was asked. */
let answer: { readonly status: number; readonly body: string };
const asked: { readonly url: string; readonly headers: Readonly<Record<string, unknown>> }[] = [];
const server = createServer((request, response) => {
  asked.push({ url: request.url ?? "", headers: request.headers });
  response.writeHead(answer.status).end(answer.body);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
});

const urlOf = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?app=mall`;
const ask = (more: { path?: string; header?: string; secret?: string; force?: boolean } = {}) => {
  const { path, header, secret, force = false } = more;
  return askServer(fetch, { url: urlOf(), path, header, secret }, { force, at: NOW });
};
const says = (body: unknown, status = 200): void => {
  answer = { status, body: typeof body === "string" ? body : JSON.stringify(body) };
};

describe("a brand's token server", () => {
  it.each<[string, object, string | undefined, number]>([
    ["seconds left", { access_token: "t", expires_in: 7_200 }, undefined, 7_200_000],
    ["seconds as digits", { access_token: "t", expires_in: "60" }, undefined, 60_000],
    ["a moment in seconds", { access_token: "t", expires_at: NOW / 1_000 + 90 }, undefined, 90_000],
    ["a moment in ms", { access_token: "t", expires_at: NOW + 5_000 }, undefined, 5_000],
    ["a moment in words", { access_token: "t", expires_at: "2026-11-26T00:10:00Z" }, undefined, 600_000],
    ["no end at all", { access_token: "t" }, undefined, 600_000],
    ["deeper", { code: 0, data: { token: "t", expires_in: 30 } }, "data.token", 30_000],
  ])("gives a token that says its end as %s", async (_, body, path, expiresInMs) => {
    says(body);
    expect(await ask({ ...(path && { path }) })).toEqual({ kind: "token", value: "t", expiresInMs });
  });

  it("knows us by a bearer's secret, or by one in a header of its own, and is told where a token was refused", async () => {
    says({ access_token: "t", expires_in: 60 });
    await ask({ secret: "s3cret" });
    await ask({ secret: "s3cret", header: "X-Api-Key", force: true });
    expect(asked).toMatchObject([
      { url: "/token?app=mall", headers: { authorization: "Bearer s3cret" } },
      { url: "/token?app=mall&force_refresh=true", headers: { "x-api-key": "s3cret" } },
    ]);
    expect(asked[1]?.headers).not.toHaveProperty("authorization");
  });

  it.each<[string, unknown, number, string]>([
    ["a page", "<html>502</html>", 200, "token_server_unreadable"],
    ["a page of an error", "<html>502</html>", 502, "token_server_failed"],
    ["a refusal", { error: "no" }, 403, "token_server_refused"],
    ["nothing where the token should be", { data: { access_token: "t" } }, 200, "token_server_empty"],
    ["a token that is over", { access_token: "t", expires_in: 0 }, 200, "token_server_expired"],
    ["a token of yesterday", { access_token: "t", expires_at: NOW - 1 }, 200, "token_server_expired"],
    ["an end that is no time", { access_token: "t", expires_in: "soon" }, 200, "token_server_unreadable"],
  ])("that answers %s gives none, and why", async (_, body, status, code) => {
    says(body, status);
    expect(await ask()).toMatchObject({ kind: "none", code });
  });

  it("that is away gives none", async () => {
    const away = { url: "http://127.0.0.1:9/", header: undefined, secret: undefined, path: undefined };
    expect(await askServer(fetch, away, { force: false, at: NOW })).toMatchObject({
      kind: "none",
      code: "token_server_unreachable",
    });
  });
});
