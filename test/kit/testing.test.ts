import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { afterAll, describe, expect, it } from "@jest/globals";
import { definePlatform, z, type PlatformAdapter, type Receipt } from "seatbridge/kit";
import {
  type ContractCase,
  fixtureCases,
  platformContract,
  type PlatformDriver,
  sendingContract,
  type SendingDriver,
} from "seatbridge/kit/testing";

const folder = mkdtempSync(join(tmpdir(), "seatbridge-fixtures-"));
afterAll(() => rmSync(folder, { recursive: true }));

function platform(receive: PlatformAdapter["receive"]): PlatformAdapter {
  return definePlatform({
    name: "sample",
    config: z.object({}),
    traits: { publicness: "private", textBytesMax: 10, passiveMs: 0, passiveKinds: [] },
    secrets: [],
    probe: async () => ({ kind: "ready" }),
    create: () => ({ receive, reread: () => [] }),
  }).create({});
}

function fixtures(files: Readonly<Record<string, string>>, receive: PlatformAdapter["receive"]) {
  const own = mkdtempSync(join(folder, "case-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(own, name), content);
  return fixtureCases(pathToFileURL(`${own}/`), () => platform(receive));
}

const recorded =
  "POST /webhooks/a?x=1&y=%2B HTTP/1.1\r\nHost: a\r\nDate: Fri, 20 Nov 2026 12:00:00 GMT\r\n\r\n<xml>\n\n</xml>";
const refused: Receipt = { kind: "refused", status: 401, reason: "signature_wrong" };

/** The names of the cases that pass; one that fails does what it is for. */
async function passedOf(cases: readonly ContractCase[]): Promise<readonly string[]> {
  const passed: string[] = [];
  for (const { name, run } of cases) {
    try {
      await run();
      passed.push(name);
    } catch {
      // failed, as it should
    }
  }
  return passed.toSorted();
}

describe("fixtureCases", () => {
  it("hands the recorded call over as it came", () => {
    const [one] = fixtures(
      { "a.http": recorded, "a.json": '{"refused":"signature_wrong","status":401}' },
      (request) => {
        expect(request.method).toBe("POST");
        expect([...request.query]).toEqual([
          ["x", "1"],
          ["y", "+"],
        ]);
        expect(Buffer.from(request.body).toString()).toBe("<xml>\n\n</xml>");
        expect(request.at).toBe(Date.UTC(2026, 10, 20, 12));
        return refused;
      },
    );
    expect(one?.name).toBe("reads the recorded a");
    return one?.run();
  });

  it("fails where the adapter makes something else of it", () => {
    const [one] = fixtures({ "a.http": recorded, "a.json": "[]" }, () => refused);
    expect(one?.run).toThrow();
  });

  it("names a file without a partner", () => {
    expect(() => fixtures({ "a.http": recorded }, () => refused)).toThrow(/a\.json is missing/);
  });

  it.each([
    ["a request line", "a.http: the first line", "hello\n\n"],
    ["a Date header", "a.http: there is no Date", "GET / HTTP/1.1\nHost: a\n\n"],
  ])("names a file without %s", (_, message, http) => {
    const [one] = fixtures({ "a.http": http, "a.json": "[]" }, () => refused);
    expect(one?.run).toThrow(message);
  });
});

describe("platformContract", () => {
  /** Takes everything, knows nothing. */
  const gullible = () =>
    platform((request) => ({
      kind: "accepted",
      raw: "",
      reply: { status: 200, contentType: "", body: "" },
      messages: [
        {
          keyParts: ["1"],
          sender: "fan-1",
          receiver: "a",
          sentAt: request.at,
          origin: "fan",
          content: { kind: "text", text: "几时发货" },
        },
      ],
    }));

  const driver: PlatformDriver = {
    open: gullible,
    call: (body, at, nonce) => ({
      method: "POST",
      query: new URLSearchParams({ signature: nonce }),
      body,
      at,
    }),
    signedParameters: ["signature"],
    textBody: ({ text }) => Buffer.from(text),
    eventsOfOneSecond: [Buffer.from("a"), Buffer.from("b")],
    unknownKind: { body: Buffer.from("c"), words: "c" },
    hostileBodies: [{ name: "junk", body: Buffer.from("<") }],
    passiveSamples: [],
  };

  it("fails an adapter that verifies nothing and decodes nothing, in every part but the harmless", async () => {
    expect(await passedOf(platformContract(driver))).toEqual([
      "accepts a message after every body that it refused",
      "accepts the same call again, for it may be a redelivery",
      "accepts what the platform signed",
      "claims no passive reply, for the platform has none",
      "decodes a text with its sender and its time, from a fan",
      "gives a redelivery, signed anew, the key of the first delivery",
      "never throws on a message with some bytes changed",
      "never throws on random bytes",
      "never throws on random query parameters",
    ]);
  });
});

describe("sendingContract", () => {
  const nothing = { status: 200, body: "{}" };
  const driver: SendingDriver = {
    open: () => ({ ...platform(() => refused), deliver: async () => ({ kind: "accepted" }) }),
    purposeOf: () => "send",
    token: () => nothing,
    upload: () => nothing,
    accepted: nothing,
    tokenRefused: nothing,
    readSend: () => ({ to: "fan-1", token: "", texts: [] }),
    samples: [{ content: { kind: "image", mediaId: "m1" }, texts: ["m1"] }],
    unsendable: [{ kind: "unknown", type: "x", text: "" }],
    picture: { bytes: Buffer.from("x"), type: "image/png" },
    uploaded: String,
    refusals: [{ name: "it is refused", answer: nothing, delivery: {} }],
  };

  it("fails, in every part, an adapter that claims all was accepted and calls nobody", async () => {
    expect(await passedOf(sendingContract(driver))).toEqual([]);
  });
});
