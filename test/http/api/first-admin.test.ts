import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { inviteFirstAdmin } from "../../../src/action/link/invite-first-admin.ts";
import type { MadeLink } from "../../../src/action/link/make-link.ts";
import { type Answer, type ApiNode, browser, cookieOf, openApiNode } from "../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { auditOf, code, PASSWORD } from "../../support/house.ts";
import { openTables, type Tables } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let node: ApiNode;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  node = await openApiNode({ url: database.url });
}, 30_000);

afterAll(async () => {
  expect(node.bugs).toEqual([]);
  await node.close();
  await tables.close();
  await database.drop();
});

const call = (cookie?: string) => browser(node, cookie);

describe("the first administrator", () => {
  let link: MadeLink;

  it("is missing at first, and says so to whoever asks", async () => {
    expect((await call()("GET", "/meta")).body).toEqual({
      product: "Seatbridge",
      version: "0.0.0",
      needsSetup: true,
      languages: ["zh-CN", "en"],
      zone: "Asia/Shanghai",
      publicUrlIsSecure: false,
    });
  });

  it("comes by the newest link alone", async () => {
    const links = [await invite(), await invite()];
    link = links[1] as MadeLink;
    const old = await call()("POST", "/invitations/look", { token: links[0]?.token });
    expect([old.status, code(old)]).toEqual([410, "link_gone"]);
    const shown = await call()("POST", "/invitations/look", { token: link.token });
    expect(shown.body).toEqual({ purpose: "first_admin", login: null, name: null });
    expect(code(await setUp({ token: "made up" }))).toBe("link_gone");
    expect(code(await call()("POST", "/invitations/accept", { token: link.token, password: PASSWORD }))).toBe(
      "link_gone",
    );
  });

  it.each([
    ["short pwd", "password_short"],
    ["x".repeat(129), "password_long"],
    ["Administratorin", "password_is_login"],
    ["1q2w3e4r5t", "password_common"],
    ["aaaaaaaaaabb", "password_common"],
  ])("chooses no password like %s", async (password, expected) => {
    const answer = await setUp({ password });
    expect([answer.status, code(answer)]).toEqual([400, expected]);
  });

  it("comes once, in whichever language, and is signed in at once", async () => {
    await tables.rows(
      `WITH site AS (INSERT INTO queue_group (id, name, created_at) VALUES (gen_random_uuid(), '屿禾', now()) RETURNING id)
       INSERT INTO queue (id, group_id, key, name, created_at) SELECT gen_random_uuid(), id, 'first', '售后', now() FROM site`,
    );
    const answers = await Promise.all([setUp({}), setUp({})]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);
    const made = answers.find(({ status }) => status === 200) as Answer;
    expect(made.body).toMatchObject({ login: "administratorin", name: "林晓" });
    const { roles, permissions } = made.body as { roles: unknown; permissions: string[] };
    expect(roles).toEqual([
      { role: "admin", queues: "all" },
      { role: "supervisor", queues: "all" },
    ]);
    expect(permissions).toEqual(expect.arrayContaining(["staff.write", "contact.read_all"]));
    expect((await call(cookieOf(made))("GET", "/session")).body).toEqual(made.body);
    // Nobody else is there yet: a fan who asks for a person gets her.
    expect((await call(cookieOf(made))("GET", "/queues")).body).toMatchObject({
      queues: [{ key: "first", members: [{ name: "林晓", level: 0 }] }],
    });
    expect((await call()("GET", "/meta")).body).toMatchObject({ needsSetup: false });
    expect(await invite()).toBeNull();
    expect(await auditOf({ tables }, "staff.first_admin_created")).toHaveLength(1);
  });

  const invite = () => node.perform(inviteFirstAdmin, {}, undefined);
  const setUp = (given: object) =>
    call()("POST", "/setup", {
      token: link.token,
      login: "administratorin",
      name: "林晓",
      password: PASSWORD,
      ...given,
    });
});
