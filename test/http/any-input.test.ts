import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Knock, knock, write } from "../support/knock.ts";
import { countRows, openRows, type Rows, threadOf } from "../support/rows.ts";
import { type Server, startServer } from "../support/server.ts";
import { bodyOf, post, signed } from "./refusals.ts";

let database: TestDatabase;
let server: Server;
let rows: Rows;

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  // What was taken in is decided at once: nothing is answered by the clock while the next is looked at.
  await rows.query(
    `INSERT INTO setting (scope, key, value, updated_at, updated_by) VALUES ('all', 'turn.pauseMs', '0', now(), 'test')`,
  );
  server = await startServer({ databaseUrl: database.url });
}, 60_000);

afterAll(async () => {
  await rows?.close();
  await server?.stop();
  await database?.drop();
});

/** `INPUT_RUNS=5000 npm test -- test/http/any-input` looks longer. */
const runs = { numRuns: Number(process.env["INPUT_RUNS"] ?? 100) };
const slow = 10_000 + 100 * runs.numRuns;

/** A call is taken in or refused; what is refused leaves nothing, what is taken in at most one row. */
async function expectDecided(call: Knock): Promise<void> {
  const before = await countRows(rows);
  const { status } = await knock(server, call);
  const after = await countRows(rows);
  if (status === 200) {
    expect([0, 1]).toContain((after["inbox"] ?? 0) - (before["inbox"] ?? 0));
  } else {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(after).toEqual(before);
  }
}

/** What bodies are made of, in any order. */
const piece = fc.oneof(
  fc.constantFrom(
    "<xml>",
    "</xml>",
    "<Content>",
    "</Content>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?x ",
    "?>",
  ),
  fc.constantFrom(
    "<FromUserName>o_any</FromUserName>",
    "<MsgType>text</MsgType>",
    "<a b='c'/>",
    "&amp;",
    "&#x1F600;",
  ),
  fc.constantFrom("\0", "\uFFFF", "\r\n", "&", "<", "'", '"', "\u2028", "%s", "\\u0000"),
  fc.string({ unit: "binary", maxLength: 20 }),
);

/** Somewhere in a body: so many characters are replaced by these. */
const cut = fc.tuple(fc.nat(300), fc.nat(30), piece);

/** Legal in XML, and no carriage return, which XML makes a line feed. */
const isText = (text: string): boolean =>
  text !== "" && text.isWellFormed() && !/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/u.test(text);

describe("any input", () => {
  it(
    "as a body is taken in or refused, never an error",
    async () => {
      const bodies = fc.oneof(
        fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join("")),
        fc.uint8Array({ maxLength: 400 }),
      );
      await fc.assert(
        fc.asyncProperty(bodies, (body) => expectDecided(post(server.account, body))),
        runs,
      );
    },
    slow,
  );

  it(
    "that is nearly a message is taken in or refused, never an error",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), async (cuts) => {
          const whole = bodyOf(server.account, { FromUserName: "o_near", Content: "几时发货", MsgId: "5" });
          const body = cuts.reduce(
            (text, [at, n, put]) => text.slice(0, at) + put + text.slice(at + n),
            whole,
          );
          await expectDecided(post(server.account, body));
        }),
        runs,
      );
    },
    slow,
  );

  it(
    "as a query is refused, never an error",
    async () => {
      const name = fc.constantFrom(
        "signature",
        "timestamp",
        "nonce",
        "echostr",
        "encrypt_type",
        "x",
        "__proto__",
      );
      const value = fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom("", "0", "1700000000", "raw", "a".repeat(40)),
      );
      const methods = fc.constantFrom("GET", "POST");
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(name, value), { maxLength: 8 }),
          methods,
          async (pairs, method) => {
            const search = `?${new URLSearchParams(pairs).toString()}`;
            const { status } = await knock(server, { search, method, body: bodyOf(server.account) });
            expect([400, 401, 403]).toContain(status);
          },
        ),
        runs,
      );
    },
    slow,
  );

  it(
    "as a signed query is taken in or refused, whatever stands beside the signature",
    async () => {
      const pairs = fc.array(
        fc.tuple(fc.string({ unit: "binary", minLength: 1 }), fc.string({ unit: "binary" })),
        { maxLength: 5 },
      );
      await fc.assert(
        fc.asyncProperty(pairs, async (more) => {
          const query = signed(server.account);
          for (const [name, value] of more) query.append(name, value);
          await expectDecided(
            post(server.account, bodyOf(server.account, { FromUserName: "o_beside" }), query),
          );
        }),
        runs,
      );
    },
    slow,
  );

  it(
    "as a text is stored verbatim and never an error",
    async () => {
      let fans = 0;
      const texts = fc.string({ unit: "binary", maxLength: 60 }).filter(isText);
      await fc.assert(
        fc.asyncProperty(texts, async (text) => {
          const fan = `o_text_${(fans += 1)}`;
          const seen = await write(server, fan, text);
          expect(["message", "nothing"]).toContain(seen.kind);
          const [said] = await threadOf(rows, fan);
          expect(said?.content).toEqual({ kind: "text", text });
        }),
        runs,
      );
    },
    slow,
  );

  it("leaves the server as it was", async () => {
    expect(await write(server, "o_after", "几时发货")).toMatchObject({ kind: "message" });
    const bad = server.log.all().filter(({ level, msg }) => Number(level) >= 50 || msg === "batch failed");
    expect(bad).toEqual([]);
  });
});
