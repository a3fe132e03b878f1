import { describe, expect, it } from "@jest/globals";
import { collect } from "seatbridge/kit";
import { memoryTokens, memoryUploads } from "seatbridge/kit/testing";

import { weibo } from "./index.ts";
import { appSecret } from "./testing.ts";

const PNG = Buffer.from("\u0089PNG\r\n\u001a\n", "latin1");
const how = { timeoutMs: 1_000, take: (bytes: AsyncIterable<Uint8Array>) => collect(bytes, 1_000) };

/** What comes of asking for a file, and the addresses that were asked. */
async function fetchFrom(answer: () => Response, config: object = { accessToken: "2.00token" }) {
  const asked: string[] = [];
  const { fetchMedia } = weibo.create(
    { appSecret, ...config },
    {
      fetch: (url) => {
        asked.push(String(url as string));
        return Promise.resolve(answer());
      },
      clock: () => 0,
      wait: () => Promise.resolve(),
      tokens: memoryTokens(() => 0),
      blobOf: () => Promise.resolve(undefined),
      uploads: memoryUploads(),
    },
  );
  return { fetched: await fetchMedia?.("4611686018427387905&x=#", how), asked };
}

const answering = (status: number, body: string | Uint8Array) => () =>
  new Response(Buffer.from(body), { status });

describe("a fan's file on Weibo", () => {
  it("is asked for by the receiver's id, with the account's token", async () => {
    const { fetched, asked } = await fetchFrom(answering(200, PNG));
    expect(fetched).toEqual({ kind: "taken", taken: new Uint8Array(PNG) });
    expect(asked).toEqual([
      "https://upload.api.weibo.com/2/mss/msget?access_token=2.00token&fid=4611686018427387905%26x%3D%23",
    ]);
  });

  it.each([
    ["gone", 404, ""],
    ["unreachable", 200, '{"error_code":21332,"error":"invalid_access_token"}'],
    ["unreachable", 403, '{"error_code":"21332"}'],
    ["unreachable", 502, "<html>"],
  ])("is %s where the platform answers %i", async (kind, status, body) => {
    expect((await fetchFrom(answering(status, body))).fetched).toEqual({ kind });
  });

  it("is unreachable where nobody answers", async () => {
    const away = () => {
      throw new TypeError("fetch failed");
    };
    expect((await fetchFrom(away)).fetched).toEqual({ kind: "unreachable" });
  });

  it("is asked for by nobody without a token", async () => {
    expect(await fetchFrom(answering(200, PNG), {})).toEqual({ fetched: undefined, asked: [] });
  });
});
