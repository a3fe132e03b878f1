import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";

import type { Tables } from "../../../src/core/table/table.ts";
import { allRoutes } from "../../../src/http/routes/all.ts";
import { rosterRoutes } from "../../../src/http/routes/table/roster.ts";
import { readTable } from "../../../src/serve/tables/read.ts";
import { writeTable } from "../../../src/serve/tables/write.ts";
import { signedIn } from "../../support/api.ts";
import { auditOf, type House, openHouse } from "../../support/house.ts";

/** Without the thread: what runs in it is the same. */
const tables: Pick<Tables, "read" | "write"> = { read: readTable, write: writeTable };
let house: House;
let admin: string;

beforeAll(async () => {
  house = await openHouse(Date.now, [...allRoutes, ...rosterRoutes(tables)]);
  admin = await house.admin.cookie();
}, 30_000);
afterAll(() => house.close());

type Problem = { row: number; field: string; code: string };
type Checked = {
  seen: string;
  columns: (string | null)[];
  lacks: string[];
  people: { row: number; is: string; fields: string[] }[];
  groups: string[];
  queues: object[];
  seats: string[];
  problems: Problem[];
};
const HEADER = ["登录名", "姓名", "工号", "组", "队列", "技能", "座席号"];
const book = (rows: readonly (readonly string[])[], header = HEADER) =>
  writeTable([{ name: "名单", header, rows }], "xlsx");

async function post(path: string, bytes: Uint8Array, { key = randomUUID(), cookie = admin } = {}) {
  const answer = await fetch(`${house.node.url}/api/v1${path}`, {
    method: "POST",
    headers: { cookie, origin: house.node.url, "x-seatbridge": "1", "idempotency-key": key },
    body: Buffer.from(bytes),
  });
  return { status: answer.status, body: (await answer.json()) as never };
}
const check = async (bytes: Uint8Array): Promise<Checked> => {
  const { status, body } = await post("/roster/check", bytes);
  expect(status).toBe(200);
  return body;
};
const code = ({ body }: { body: { error?: { code: string } } }) => body.error?.code;

const tag = randomUUID().slice(0, 4);
const people = (n: number, from = 0) =>
  Array.from({ length: n }, (_, at) => {
    const no = String(from + at).padStart(3, "0");
    return [
      `${tag}.${no}`,
      `员工${no}`,
      `${tag}${no}`,
      `组${tag}`,
      at % 2 ? "售前" : "售前、售后",
      "英语:4",
      `${tag.toUpperCase()}-${no}`,
    ];
  });

describe("a roster", () => {
  it("of 200 people is shown first, then made whole, with a link for each, told once, and audited", async () => {
    const bytes = await book(people(200));
    const seen = await check(bytes);
    expect(seen).toMatchObject({
      columns: ["login", "name", "employeeNo", "group", "queues", "skills", "seat"],
      groups: [`组${tag}`],
      queues: [{ name: "售前", group: `组${tag}` }, { name: "售后" }],
      problems: [],
    });
    expect([seen.people.length, seen.seats.length]).toEqual([200, 200]);
    const [before] = await house.tables.rows("SELECT count(*)::int AS n FROM staff WHERE login LIKE $1", [
      `${tag}.%`,
    ]);
    expect(before).toEqual({ n: 0 });

    const key = randomUUID();
    const done = await post(`/roster/import?seen=${seen.seen}`, bytes, { key });
    expect(done).toMatchObject({ status: 200, body: { made: 200, changed: 0 } });
    const { links } = done.body as { links: { link: { path: string } }[] };
    expect(new Set(links.map(({ link }) => link.path)).size).toBe(200);
    expect((await post(`/roster/import?seen=${seen.seen}`, bytes, { key })).body).toEqual({
      made: 200,
      changed: 0,
      links: null,
    });
    const rows = await house.tables.rows(
      `SELECT s.name, s.employee_no, s.password_hash, s.abilities, count(m.*)::int AS queues
       FROM staff s JOIN queue_member m ON m.staff_id = s.id WHERE login = $1 GROUP BY s.id`,
      [`${tag}.000`],
    );
    expect(rows).toEqual([
      {
        name: "员工000",
        employee_no: `${tag}000`,
        password_hash: null,
        abilities: { skills: { 英语: 4 } },
        queues: 2,
      },
    ]);
    const [line] = await auditOf(house, "roster.imported");
    expect(line?.data).toEqual({ made: 200, changed: 0, refused: 0 });
    expect((await auditOf(house, "staff.created")).length).toBeGreaterThanOrEqual(200);

    const again = await check(bytes);
    expect(again).toMatchObject({ groups: [], queues: [], seats: [], problems: [] });
    expect(new Set(again.people.map(({ is }) => is))).toEqual(new Set(["same"]));
  }, 60_000);

  it("with two wrong rows names them, and does the others alone", async () => {
    const rows = people(100, 500);
    rows[4] = ["两个 字", "甲", "", "", "", "", ""];
    rows[97] = [`${tag}.other`, "甲", `${tag}500`, `别的组${tag}`, "售前", "", ""];
    const bytes = await book(rows);
    const seen = await check(bytes);
    expect(seen.problems).toMatchObject([
      { row: 6, field: "login", code: "unfit", value: "两个 字" },
      { row: 99, field: "employeeNo", code: "twice", other: "2" },
    ]);
    expect(seen.people).toHaveLength(98);
    expect((await post(`/roster/import?seen=${seen.seen}`, bytes)).body).toMatchObject({ made: 98 });
    expect(
      (await house.tables.rows("SELECT 1 FROM queue_group WHERE name = $1", [`别的组${tag}`])).length,
    ).toBe(0);
  });

  it("is not done where it would do something else than was shown", async () => {
    const bytes = await book([[`${tag}.late`, "甲", "", "", "", "", ""]]);
    const { seen } = await check(bytes);
    await house.tables.rows("INSERT INTO staff (id, login, name, created_at) VALUES ($1, $2, '乙', now())", [
      randomUUID(),
      `${tag}.late`,
    ]);
    const refused = await post(`/roster/import?seen=${seen}`, bytes);
    expect([refused.status, code(refused)]).toEqual([409, "table_outdated"]);
  });

  it("takes the columns as they are named, and says which it cannot do without", async () => {
    const bytes = await book([[`${tag}.x`, "甲"]], ["甲列", "乙列"]);
    expect(await check(bytes)).toMatchObject({
      columns: [null, null],
      lacks: ["login"],
      people: [],
      problems: [],
    });
    const named = await post("/roster/check?columns=login,name", bytes);
    expect(named.body).toMatchObject({ lacks: [], people: [{ login: `${tag}.x`, is: "made" }] });
    expect(code(await post("/roster/check?columns=login", bytes))).toBe("table_columns_wrong");
    expect(code(await post("/roster/check?columns=login,login", bytes))).toBe("table_columns_wrong");
  });

  it("is refused where it is no table, too large, or not hers to give", async () => {
    expect(code(await post("/roster/check", Buffer.from("d0cf11e0a1b11ae1", "hex")))).toBe("table_old_xls");
    expect((await post("/roster/check", new Uint8Array(20 * 1024 * 1024 + 1))).status).toBe(413);
    expect(code(await post("/roster/check", await book(people(1_001))))).toBe("table_too_many_rows");
    const { cookie } = await signedIn(house.tables, [{ role: "supervisor", queues: "all" }]);
    expect((await post("/roster/check", await book(people(1)), { cookie })).status).toBe(403);
  });

  it("begins with a workbook to fill in, which is read as it is headed", async () => {
    const answer = await fetch(`${house.node.url}/api/v1/roster/template.xlsx`, {
      headers: { cookie: admin, "accept-language": "zh-CN" },
    });
    const read = await readTable(new Uint8Array(await answer.arrayBuffer()), "csv");
    // Nothing stands below its heading yet; the sheet behind it says what belongs there.
    expect(read).toMatchObject({ kind: "unfit", unfit: { code: "table_empty" } });
  });
});
