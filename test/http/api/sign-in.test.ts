import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";

import { MINUTE } from "../../../src/core/kernel/instant.ts";
import { type Answer, type ApiNode, browser, cookieOf, openApiNode } from "../../support/api.ts";
import { auditOf, code, type House, newcomer, openHouse, PASSWORD, signIn } from "../../support/house.ts";

let house: House;
let now = Date.now();
const clock = (): number => now;

beforeAll(async () => {
  house = await openHouse(clock);
}, 30_000);
afterAll(() => house.close());

const call = (cookie?: string, at: ApiNode = house.node) => browser(at, cookie);
const meAt = (cookie: string, at: ApiNode = house.node) => call(cookie, at)("GET", "/session");

describe("signing in", () => {
  it("takes the login as it is typed, and keeps nothing but a hash of the token", async () => {
    const answer = await signIn(house.node, " AdministratorIn", PASSWORD);
    expect(answer.status).toBe(200);
    const [pair = "", ...flags] = (answer.headers.get("set-cookie") ?? "").split("; ");
    expect(flags).toEqual(["Path=/", "Max-Age=43200", "HttpOnly", "SameSite=Lax"]);
    expect(pair).toMatch(/^seatbridge=[\w-]{43}$/);
    const token = pair.slice("seatbridge=".length);
    const stored = await house.tables.rows("SELECT * FROM staff_session");
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(JSON.stringify(await house.tables.rows("SELECT * FROM staff"))).not.toContain(PASSWORD);
  });

  it("binds the cookie to the host and to https where people come by https", async () => {
    const publicUrl = "https://service.example.com";
    const secure = await openApiNode({ url: house.url, clock, publicUrl });
    const headers = { origin: publicUrl };
    const answer = await browser(secure)(
      "POST",
      "/session",
      { login: house.admin.login, password: PASSWORD },
      headers,
    );
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(
      /^__Host-seatbridge=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect((await meAt(cookieOf(answer), secure)).status).toBe(200);
    // The plain name could have been set by a page on the same host without https.
    const plain = cookieOf(answer).replace("__Host-", "");
    expect((await meAt(plain, secure)).status).toBe(401);
    const own = { login: house.admin.login, password: PASSWORD };
    expect(code(await browser(secure)("POST", "/session", own))).toBe("origin_wrong");
    await secure.close();
  });

  it("answers an unknown login, a wrong password and somebody invited alike", async () => {
    const invited = `invited.${randomUUID().slice(0, 8)}`;
    await call(await house.admin.cookie())("POST", "/staff", { login: invited, name: "阿杰", roles: [] });
    const answers = [
      await signIn(house.node, "nobody-at-all", PASSWORD),
      await signIn(house.node, house.admin.login, "not the password"),
      await signIn(house.node, invited, PASSWORD),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body).toMatchObject({
        error: { code: "sign_in_wrong", params: {}, message: "账号或密码不正确。" },
      });
    }
    expect(answers.map(({ headers }) => headers.get("set-cookie"))).toEqual([null, null, null]);
  });

  it("puts failures into the audit without a word of what was typed", async () => {
    await signIn(house.node, "my-secret-typed-into-the-wrong-field", "and another secret");
    const lines = await auditOf(house, "session.refused");
    const unknown = lines.at(-1);
    expect(unknown).toMatchObject({
      actor: "public",
      subject: "login",
      subject_id: expect.stringMatching(/^sha256:[0-9a-f]{12}$/),
      data: { why: "unknown_login", address: "127.0.0.1" },
    });
    const known = lines.find(({ subject }) => subject === "staff");
    expect(known?.data).toMatchObject({ why: "wrong_password" });
    expect(JSON.stringify(lines)).not.toMatch(/secret/);
  });

  it("says that somebody is disabled to nobody but her", async () => {
    const { id, login } = await newcomer(house);
    await house.tables.rows("UPDATE staff SET state = 'disabled' WHERE id = $1", [id]);
    expect(code(await signIn(house.node, login, "a wrong password"))).toBe("sign_in_wrong");
    expect(code(await signIn(house.node, login, PASSWORD))).toBe("staff_disabled");
  });

  it("takes a password in either way of typing its letters", async () => {
    const { id, login } = await newcomer(house);
    const composed = "f\u00fcnfzehn B\u00e4ume";
    await house.tables.rows(
      "UPDATE staff SET password_hash = (SELECT password_hash FROM staff WHERE login = $2) WHERE id = $1",
      [id, login],
    );
    const changed = await call(cookieOf(await signIn(house.node, login, PASSWORD)))("PUT", "/me/password", {
      present: PASSWORD,
      password: composed,
    });
    expect(changed.status).toBe(204);
    expect((await signIn(house.node, login, composed.normalize("NFD"))).status).toBe(200);
  });
});

describe("guessing a password", () => {
  const guess = (login: string, at: ApiNode = house.node, headers = {}) =>
    browser(at)("POST", "/session", { login, password: "guess" }, headers);

  it("ends after ten failures of one login, on every node, also with the right one, until the window is over", async () => {
    const { login } = await newcomer(house);
    for (let failure = 1; failure <= 10; failure += 1) {
      expect(
        code(
          await guess(
            failure % 2 === 0 ? login : login.toUpperCase(),
            failure % 2 === 0 ? house.node : house.other,
          ),
        ),
      ).toBe("sign_in_wrong");
    }
    now += 5 * MINUTE;
    const limited = await signIn(house.node, login, PASSWORD);
    expect([limited.status, code(limited)]).toEqual([429, "sign_in_limited"]);
    expect(limited.headers.get("retry-after")).toBe("600");
    expect(code(await guess(login, house.other))).toBe("sign_in_limited");
    expect(await auditOf(house, "session.limited")).toHaveLength(1);
    now += 10 * MINUTE;
    expect((await signIn(house.node, login, PASSWORD)).status).toBe(200);
  });

  it("is counted before it is compared: many at once do not slip through", async () => {
    const { login } = await newcomer(house);
    const answers = await Promise.all(Array.from({ length: 16 }, () => guess(login)));
    expect(answers.filter((answer) => code(answer) === "sign_in_wrong")).toHaveLength(10);
    expect(answers.filter((answer) => code(answer) === "sign_in_limited")).toHaveLength(6);
  });

  it("ends for an address, whoever the logins, and forgets those who get in", async () => {
    const proxied = await openApiNode({ url: house.url, clock, proxies: 1 });
    const from = (address: string) => ({ "x-forwarded-for": `6.6.6.6, ${address}` });
    const { login } = await newcomer(house);
    await house.tables.rows(
      `INSERT INTO setting (scope, key, value, updated_at, updated_by)
       VALUES ('all', 'signIn.addressFailuresMax', '4', now(), 'test')`,
    );
    const tries = (count: number, address: string) =>
      Promise.all(Array.from({ length: count }, (_, i) => guess(`nobody${i}`, proxied, from(address))));
    const wrong = (answers: Answer[]) => answers.filter((answer) => code(answer) === "sign_in_wrong").length;
    expect(wrong(await tries(3, "198.51.100.7"))).toBe(3);
    const own = { login, password: PASSWORD };
    for (const _ of [1, 2, 3]) {
      const answer = await browser(proxied)("POST", "/session", own, from("198.51.100.7"));
      expect(answer.status).toBe(200);
    }
    expect(wrong(await tries(2, "198.51.100.7"))).toBe(1);
    expect(wrong(await tries(1, "198.51.100.8"))).toBe(1);
    // One IPv6 network is one caller.
    const network = ["2001:db8::1", "2001:db8:0:0:1::2", "2001:db8::3", "2001:db8::4", "2001:db8::5"];
    const answers = await Promise.all(network.map((address) => guess("nobody", proxied, from(address))));
    expect(wrong(answers)).toBe(4);
    await house.tables.rows("DELETE FROM setting");
    await proxied.close();
  });

  it("is counted for the caller's own address where no proxy of ours stands in front", async () => {
    await signIn(house.node, "nobody-forwarded", "guess", { "x-forwarded-for": "203.0.113.9" });
    const addresses = (await auditOf(house, "session.refused")).map(({ data }) => data["address"]);
    expect(addresses).toContain("127.0.0.1");
    expect(addresses).not.toContain("203.0.113.9");
  });
});
