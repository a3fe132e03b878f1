import { describe, expect, it } from "@jest/globals";

import { planRoster } from "../../../src/core/roster/plan.ts";
import { readRosterRow } from "../../../src/core/roster/read-row.ts";
import { type House, ROSTER_NAMES, type RosterField } from "../../../src/core/roster/roster.ts";
import { guessColumns, readColumns } from "../../../src/core/table/columns.ts";

const person = (id: string, login: string, change: object = {}): House["staff"][number] => ({
  id,
  login,
  name: "林晓",
  employeeNo: null,
  state: "active",
  capacity: 5,
  abilities: {},
  grants: [{ role: "agent", queues: "all" }],
  version: 3,
  ...change,
});
const house: House = {
  staff: [
    person("s1", "Lin.Xiao", { employeeNo: "0137", abilities: { skills: { 英语: 4 }, autoAccept: true } }),
    person("s2", "gone", { state: "disabled" }),
  ],
  groups: [
    { id: "g1", name: "上海" },
    { id: "g2", name: "成都" },
  ],
  queues: [
    { id: "q1", groupId: "g1", key: "presale", name: "售前", state: "active", members: [{ staffId: "s1" }] },
    { id: "q2", groupId: "g2", key: "presale_cd", name: "售前", state: "active", members: [] },
    { id: "q3", groupId: "g1", key: "old", name: "旧队列", state: "closed", members: [] },
  ],
  seats: [{ number: "A-001", groupId: "g1" }],
};
type Given = Partial<Record<RosterField, string>>;
const plan = (...rows: Given[]) =>
  planRoster(
    rows.map((cells, at) => readRosterRow(at + 2, cells)),
    house,
  );
const wrong = (...rows: Given[]) =>
  plan(...rows).problems.map(({ row, field, code, value, other }) => [row, field, code, value, other]);

describe("a roster", () => {
  it("makes people, groups, queues and seats that are not there, each once, whatever the order of its rows", () => {
    const made = plan(
      { login: "a.one", name: "甲", group: "北京", queues: "售前、售后", seat: "b-001" },
      {
        login: "a.two",
        name: "乙",
        group: "北京",
        queues: "售后",
        skills: "退换货:4，英语",
        capacity: "8",
        role: "班长",
      },
      { login: "a.three", name: "丙", group: "上海", queues: "presale", seat: "A-001" },
    );
    expect(made).toMatchObject({
      groups: [{ name: "北京" }],
      queues: [{ name: "售前" }, { name: "售后" }],
      seats: [{ number: "B-001" }],
      people: [
        { row: 2, role: "agent", capacity: 5, skills: {} },
        { row: 3, role: "supervisor", capacity: 8, skills: { 退换货: 4, 英语: 3 } },
        { row: 4, joins: ["q1"] },
      ],
      problems: [],
    });
    expect(made.people[1]?.joins).toEqual([made.queues[1]?.ref]);
  });

  it("changes of somebody who is there what it says, and nothing that it leaves empty", () => {
    const { changed, same, people } = plan({
      login: "LIN.XIAO",
      name: "",
      skills: "退换货:5",
      queues: "售前",
      group: "成都",
    });
    expect({ same, people }).toEqual({ same: [], people: [] });
    expect(changed).toEqual([
      {
        row: 2,
        id: "s1",
        version: 3,
        abilities: { skills: { 英语: 4, 退换货: 5 }, autoAccept: true },
        joins: ["q2"],
      },
    ]);
    expect(plan({ login: "lin.xiao", employeeNo: "0137", capacity: "5", role: "agent" }).same).toEqual([2]);
  });

  it("names what is wrong with a row by its column, all at once", () => {
    expect(
      wrong({ login: "a b", name: "林\u202e晓", role: "总裁", capacity: "0", seat: "甲1", skills: "英语:9" }),
    ).toEqual([
      [2, "login", "unfit", "a b", undefined],
      [2, "role", "unknown", "总裁", undefined],
      [2, "capacity", "unfit", "0", undefined],
      [2, "seat", "unfit", "甲1", undefined],
      [2, "skills", "unfit", "英语:9", undefined],
      [2, "name", "unfit", "林\u202e晓", undefined],
    ]);
    expect(wrong({ name: "甲" })).toEqual([[2, "login", "missing", undefined, undefined]]);
  });

  it("names what a row meets: in the file, in the house", () => {
    expect(
      wrong(
        { login: "a.one", name: "甲", employeeNo: "0137" },
        { login: "A.ONE", name: "甲" },
        { login: "a.two" },
        { login: "gone" },
        { login: "lin.xiao", role: "管理员" },
        { login: "a.three", name: "丙", queues: "售前" },
        { login: "a.four", name: "丁", group: "成都", queues: "old", seat: "A-001" },
        { login: "a.five", name: "戊", group: "上海", queues: "旧队列" },
        { login: "a.six", name: "己", seat: "C-1" },
      ),
    ).toEqual([
      [2, "employeeNo", "taken", "0137", "Lin.Xiao"],
      [3, "login", "twice", "a.one", "2"],
      [4, "name", "missing", undefined, undefined],
      [5, "login", "disabled", "gone", undefined],
      [6, "role", "differs", "admin", undefined],
      [7, "queues", "group_missing", "售前", undefined],
      [8, "queues", "elsewhere", "old", "上海"],
      [8, "seat", "elsewhere", "A-001", "上海"],
      [9, "queues", "closed", "旧队列", undefined],
      [10, "seat", "group_missing", "C-1", undefined],
    ]);
  });

  it("makes nothing for a row that is wrong", () => {
    const made = plan({ login: "x y", name: "甲", group: "北京", queues: "新队列", seat: "Z-1" });
    expect(made).toMatchObject({ groups: [], queues: [], seats: [], people: [] });
    const half = plan({ login: "a.one", group: "北京", queues: "新队列", seat: "Z-1" });
    expect(half).toMatchObject({ groups: [], queues: [], seats: [], people: [] });
  });
});

describe("columns", () => {
  it("are known by the names that people give them, each field once", () => {
    const header = ["登录名*", "姓 名", "Employee No.", "团队（必填）", "备注", "登录账号"];
    expect(guessColumns(header, ROSTER_NAMES)).toEqual(["login", "name", "employeeNo", "group", null, null]);
  });

  it("are taken as a call names them, and refused where it names none of ours, or one twice", () => {
    expect(readColumns("login,,name", ROSTER_NAMES)).toEqual(["login", null, "name"]);
    for (const given of ["login,login", "login,password", "toString"]) {
      expect(readColumns(given, ROSTER_NAMES)).toBeUndefined();
    }
  });
});
