import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { run, runFolder } from "../../scripts/command/vectors.ts";

const shared = fileURLToPath(new URL("../../../shared/vectors", import.meta.url));
const where = existsSync(shared) ? it : it.skip;

describe("the shared protocol vectors", () => {
  where(`pass wherever we have built what they test (skipped without ../shared/vectors)`, async () => {
    const results = await runFolder(shared);
    if (typeof results === "string") throw new Error(results);
    const failures = results.filter((result) => result.kind === "ran" && result.failure !== undefined);
    expect(failures).toEqual([]);
    expect(results.filter((result) => result.kind === "ran").length).toBeGreaterThanOrEqual(128);
  });
});

describe("npm run vectors", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "seatbridge-vectors-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const right = {
    id: "right",
    kind: "signature",
    token: "spamtest",
    timestamp: "1409735669",
    nonce: "1320562132",
    parts: ["spamtest", "1409735669", "1320562132"],
    expectedSignature: "16120ec1b8dbb870f510d87ce6bc2463eae6ca1a",
  };

  async function runOn(files: Readonly<Record<string, unknown>>, ...flags: string[]) {
    const own = await mkdtemp(join(folder, "case-"));
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(own, name), typeof content === "string" ? content : JSON.stringify(content));
    }
    const lines: string[] = [];
    const code = await run([own, ...flags], (line) => lines.push(line));
    return { code, lines };
  }

  it("prints what our code produced, one line a vector", async () => {
    const { code, lines } = await runOn({ "crypto.json": [right] });
    expect(code).toBe(0);
    expect(lines.map((line) => JSON.parse(line))).toEqual([{ id: "right", output: right.expectedSignature }]);
  });

  it("names why a vector is skipped", async () => {
    const { lines } = await runOn({
      "crypto.json": [{ id: "a", kind: "decrypt", platform: "wecom" }],
      "strange.json": { vectors: [{ id: "b" }] },
    });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { id: "a", skipped: "decrypt: wecom is not built yet" },
      { id: "b", skipped: "no runner for strange.json" },
    ]);
  });

  it("fails with --check where one vector differs, and still runs the others", async () => {
    const wrong = { ...right, id: "wrong", expectedSignature: "0".repeat(40) };
    const broken = { ...right, id: "broken", parts: "no list" };
    const { code, lines } = await runOn({ "crypto.json": [wrong, broken, right] }, "--check");
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe("1 passed, 2 failed, 0 skipped");
  });

  it("fails an inbound vector whose message would be lost on the way", async () => {
    const raw = `<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgId>7</MsgId><Content>hi</Content></xml>`;
    const expected = {
      ToUserName: "a",
      FromUserName: "b",
      CreateTime: "1",
      MsgType: "text",
      MsgId: "7",
      Content: "hi",
    };
    const vector = { id: "t", platform: "official-account", type: "text", raw, expected };
    const other = { ...vector, id: "u", type: "image" };
    const { lines } = await runOn({ "inbound_xml.json": { vectors: [vector, other] } }, "--check");
    expect(lines.at(-1)).toBe("1 passed, 1 failed, 0 skipped");
  });

  it.each([
    ["a folder that is not there", [join("/", "nowhere", "at-all")], "cannot be read"],
    ["no folder", [], "Usage"],
    ["a flag it does not know", ["x", "--verbose"], "Usage"],
  ])("says what to do when given %s", async (_, args, said) => {
    const lines: string[] = [];
    expect(await run(args, (line) => lines.push(line))).toBe(1);
    expect(lines.join("\n")).toContain(said);
  });

  it("says which file holds no vectors", async () => {
    const { code, lines } = await runOn({ "crypto.json": "{" });
    expect(code).toBe(1);
    expect(lines.join()).toContain("crypto.json is not a list of vectors");
  });
});
