import { describe, expect, it } from "@jest/globals";
import { readdir, readFile } from "node:fs/promises";

import { homeOf, routes } from "../../console/src/app/routes.ts";
import { numbersIn, SEATS_MAX } from "../../console/src/people/groups/seat-numbers.ts";
import { PERMISSION_GROUPS } from "../../console/src/people/permissions.ts";
import { WHO_MAY } from "../../console/src/people/who-may.ts";
import { text as did } from "../../console/src/text/did.zh-CN.ts";
import { text as people } from "../../console/src/text/people.zh-CN.ts";
import { text as socialDid } from "../../console/src/text/social-did.zh-CN.ts";
import { zhCn } from "../../console/src/text/zh-cn.ts";
import { PERMISSIONS } from "../../src/core/access/permission.ts";
import { ROLES, rolePermissions } from "../../src/core/access/role.ts";

describe("what the console says about roles", () => {
  it.each(Object.entries(WHO_MAY))("is what the server holds to: %s", (permission, roles) => {
    const may = ROLES.filter((role) => rolePermissions[role].some((one) => one === permission));
    expect([...roles].sort()).toEqual(may.sort());
  });

  it("names every permission, once and in words", () => {
    const named = PERMISSION_GROUPS.flatMap(({ permissions }) => permissions);
    expect([...named].sort()).toEqual([...PERMISSIONS].sort());
    expect(named.filter((permission) => !(`people.may.${permission}` in { ...zhCn, ...people }))).toEqual([]);
  });

  it("names every role, and what it is for", () => {
    const keys = ROLES.flatMap((role) => [`people.role.${role}`, `people.role.${role}.text`]);
    expect(keys.filter((key) => !(key in people))).toEqual([]);
  });
});

describe("the audit", () => {
  it("says every act in words", async () => {
    const folder = new URL("../../src/action/", import.meta.url);
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".ts"));
    const codes = await Promise.all(
      files.map(async (file) => {
        const code = await readFile(new URL(file, folder), "utf8");
        return [...code.matchAll(/^  id: "([a-z_]+\.[a-z_]+)"/gm)].map(([, id = ""]) => id);
      }),
    );
    expect(codes.flat().length).toBeGreaterThan(20);
    const words = { ...zhCn, ...people, ...did, ...socialDid };
    expect(codes.flat().filter((id) => !(`people.did.${id}` in words))).toEqual([]);
  });
});

describe("the addresses of the console", () => {
  it("have a name each, and no two the same", () => {
    const homes = routes.map(({ path }) => homeOf(path));
    expect(new Set(homes).size).toBe(homes.length);
    expect(routes.filter(({ redirect, meta }) => redirect === undefined && meta === undefined)).toEqual([]);
  });
});

describe("seat numbers that are typed", () => {
  it.each([
    ["A-001", ["A-001"]],
    ["a-001 , B2；C3", ["A-001", "B2", "C3"]],
    ["A-008~A-011", ["A-008", "A-009", "A-010", "A-011"]],
    ["A-008 ～ 010", ["A-008", "A-009", "A-010"]],
    ["9至11", ["9", "10", "11"]],
    ["A-001 A-001", ["A-001"]],
    ["", []],
  ])("%s", (words, numbers) => {
    expect(numbersIn(words)).toEqual(numbers);
  });

  it.each(["座席一", "A_1", "A-010~A-001", "A-1~B-3", `A-1~A-${SEATS_MAX + 1}`, "A-00000000000000001"])(
    "none in %s",
    (words) => {
      expect(numbersIn(words)).toBeUndefined();
    },
  );
});
