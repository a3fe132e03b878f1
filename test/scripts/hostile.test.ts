import { describe, expect, it } from "@jest/globals";

import { run as command } from "../../scripts/command/hostile.ts";
import type { Account } from "../../scripts/hostile/account.ts";
import type { House } from "../../scripts/hostile/house.ts";
import type { Input } from "../../scripts/hostile/input.ts";
import { type Document, operationsOf, sampleOf } from "../../scripts/hostile/operation.ts";
import { corpusOf, judge } from "../../scripts/hostile/run.ts";
import { openApi } from "../../src/http/api/openapi.ts";
import { allRoutes } from "../../src/http/routes/all.ts";

const contracts = allRoutes.map(({ contract }) => contract);
const operations = operationsOf(openApi(contracts, "") as unknown as Document);
const house: House = {
  base: "http://127.0.0.1:1",
  operations,
  fanOperations: [],
  callers: [
    { as: "a stranger", cookie: false, headers: [] },
    { as: "signed in", cookie: true, headers: [["Cookie", "seatbridge=x"]] },
  ],
  fanCaller: { as: "a fan's page", cookie: false, headers: [] },
  ids: new Map(),
};
const wechat = { platform: "wechat-oa", id: "one", token: "t", originalId: "gh_1", appId: "wx1" } as const;
const accounts: readonly Account[] = [
  { ...wechat, mode: "plain" },
  { ...wechat, id: "two", mode: "safe", encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C" },
  { platform: "weibo", id: "three", appSecret: "s", uid: "19" },
];
const corpus = (seed: number, classes: Input["class"][] = []): readonly Input[] =>
  corpusOf({ house, accounts, seed, classes, each: 1, now: () => 0 });
const shape = ({ name, door, expect: expected, wire }: Input) => [
  name,
  door,
  expected,
  wire.method,
  wire.headers,
];

describe("the hostile corpus", () => {
  it("is the same for a seed, and another for another", () => {
    expect(corpus(3).map(shape)).toEqual(corpus(3).map(shape));
    expect(corpus(4).map(shape)).not.toEqual(corpus(3).map(shape));
  });

  it("has more than six hundred inputs, each with a name and a mark of its own", () => {
    const inputs = corpus(1);
    expect(inputs.length).toBeGreaterThan(600);
    expect(new Set(inputs.map(({ name }) => name)).size).toBe(inputs.length);
    expect(new Set(inputs.map(({ mark }) => mark)).size).toBe(inputs.length);
  });

  it("keeps the names of its inputs where it is cut down to some classes", () => {
    const some = corpus(1, ["sealed", "size"]);
    expect(new Set(some.map((input) => input.class))).toEqual(new Set(["sealed", "size"]));
    const all = new Map(corpus(1).map((input) => [input.name, input.door]));
    expect(some.map(({ name, door }) => [name, door])).toEqual(some.map(({ name }) => [name, all.get(name)]));
  });

  it("throws every class that fits at every call", () => {
    const inputs = corpus(1, []);
    for (const { method, path, body } of operations) {
      const classes = new Set(
        inputs
          .filter(({ door }) => door === `${method} /api/v1${path}, a stranger`)
          .map((input) => input.class),
      );
      const expected = [
        "query",
        "header",
        "session",
        "method",
        ...(body === undefined
          ? []
          : ["json", "size", "nesting", "prototype", "type", "number", "unicode", "injection"]),
      ];
      expect([path, expected.filter((one) => !classes.has(one as Input["class"]))]).toEqual([path, []]);
    }
  });

  it("begins with what a call accepts, so that what is hostile is all that is wrong", () => {
    for (const contract of contracts) {
      const schema = operations.find(({ id }) => id === contract.id)?.body;
      if (contract.body === undefined || schema === undefined) continue;
      expect([contract.id, contract.body.safeParse(sampleOf(schema, "hx1n2x", new Map())).error]).toEqual([
        contract.id,
        undefined,
      ]);
    }
  });
});

describe("the judge", () => {
  const input = {
    name: "json.1",
    class: "json",
    door: "a door",
    mark: "m",
    wire: { method: "", path: "" },
  } as const;
  const landed = { status: 400, body: "", tookMs: 5, ended: true } as const;
  type Case = [string, Partial<Input>, Partial<Parameters<typeof judge>[1]>, string];

  it.each<Case>([
    ["a refusal of what may be refused", { expect: "any" }, {}, "refused"],
    ["a refusal of what has to be", { expect: "refused" }, {}, "refused"],
    ["a refusal of what is legitimate", { expect: "kept" }, {}, "fault"],
    ["what is kept and may be", { expect: "any" }, { status: 204 }, "kept"],
    ["what is kept and must not be", { expect: "refused" }, { status: 200 }, "fault"],
    ["an error of ours", { expect: "any" }, { status: 500 }, "fault"],
    ["a 503", { expect: "any" }, { status: 503 }, "fault"],
    ["a hang-up", { expect: "refused" }, { status: undefined }, "fault"],
    ["a hang-up on what is no HTTP", { expect: "refused", class: "http" }, { status: undefined }, "refused"],
    ["what takes too long", { expect: "refused" }, { tookMs: 2_001 }, "fault"],
    ["what never ends", { expect: "refused" }, { ended: false }, "fault"],
  ])("knows %s", (_, asked, came, fate) => {
    const result = judge({ expect: "any", ...input, ...asked }, { ...landed, ...came });
    expect(result.fate).toBe(fate);
  });
});

describe("npm run hostile", () => {
  const said = async (...args: string[]) => {
    const lines: string[] = [];
    return [await command(args, (line) => lines.push(line)), lines.join("\n")] as const;
  };

  it.each([[[]], [["--base", "here"]], [["--base", "http://127.0.0.1:1", "--classes", "bad"]], [["--what"]]])(
    "says how it is called: %j",
    async (args) => {
      const [exit, text] = await said(...args);
      expect([exit, text]).toEqual([1, expect.stringContaining("npm run hostile -- --base URL")]);
    },
  );

  it("says in one line that it cannot sign", async () => {
    const [exit, text] = await said("--base", "http://127.0.0.1:1", "--data", "/nowhere");
    expect([exit, text]).toEqual([
      1,
      "/nowhere/simulated.json cannot be read. Name the server's DATA_DIR by --data.",
    ]);
  });
});
