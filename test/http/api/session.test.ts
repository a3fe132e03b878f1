import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";

import { HOUR, SECOND } from "../../../src/core/kernel/instant.ts";
import { type Answer, type ApiNode, browser, cookieOf } from "../../support/api.ts";
import { code, type House, newcomer, openHouse, PASSWORD, signIn } from "../../support/house.ts";

let house: House;
let now = Date.now();
const clock = (): number => now;

beforeAll(async () => {
  house = await openHouse(clock);
}, 30_000);
afterAll(() => house.close());

const call = (cookie?: string, at: ApiNode = house.node) => browser(at, cookie);
const meAt = (cookie: string, at: ApiNode = house.node) => call(cookie, at)("GET", "/session");

describe("a session", () => {
  /** Well within the five seconds: what a node remembers is three old at most. */
  const gone = async (cookie: string): Promise<unknown> => {
    now += 3 * SECOND;
    return [await meAt(cookie), await meAt(cookie, house.other)].map(({ status }) => status);
  };
  let her: { id: string; login: string; cookie: string };

  beforeEach(async () => {
    her = await newcomer(house);
    expect((await meAt(her.cookie)).status).toBe(200);
    expect((await meAt(her.cookie, house.other)).status).toBe(200);
  });

  it("ends by signing out, at once here and within seconds elsewhere", async () => {
    const out = await call(her.cookie)("DELETE", "/session");
    expect([out.status, out.headers.get("set-cookie")]).toEqual([
      204,
      "seatbridge=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
    ]);
    expect((await meAt(her.cookie)).status).toBe(401);
    expect((await meAt(her.cookie, house.other)).status).toBe(200);
    expect(await gone(her.cookie)).toEqual([401, 401]);
    expect(
      await house.tables.value("SELECT ended_why FROM staff_session WHERE staff_id = $1", [her.id]),
    ).toBe("signed_out");
  });

  it("that ends elsewhere is dropped at once where the bus tells of it", async () => {
    await house.tables.rows(
      "UPDATE staff_session SET ended_at = now(), ended_why = 'signed_out' WHERE staff_id = $1",
      [her.id],
    );
    house.node.bus.publish("session", her.id);
    // Its own clock stands still, so nothing else can make it look again.
    while ((await meAt(her.cookie)).status !== 401) continue;
  });

  it.each<[string, (id: string, version: number) => Promise<Answer>]>([
    [
      "when she is disabled",
      async (id, version) => call(await house.admin.cookie())("POST", `/staff/${id}/disable`, { version }),
    ],
    [
      "when her roles change",
      async (id, version) =>
        call(await house.admin.cookie())("PATCH", `/staff/${id}`, { version, roles: [] }),
    ],
    [
      "when an administrator ends it",
      async (id) => call(await house.admin.cookie())("POST", `/staff/${id}/sessions/end`),
    ],
  ])("ends %s", async (_, act) => {
    const { version } = (await call(await house.admin.cookie())("GET", `/staff/${her.id}`)).body as {
      version: number;
    };
    expect((await act(her.id, version)).status).toBe(200);
    expect(await gone(her.cookie)).toEqual([401, 401]);
    expect(code(await meAt(her.cookie))).toBe("signed_out");
  });

  it("does not come back with her when she is enabled again", async () => {
    const admin = call(await house.admin.cookie());
    await admin("POST", `/staff/${her.id}/disable`, { version: 2 });
    expect((await admin("POST", `/staff/${her.id}/enable`, { version: 3 })).status).toBe(200);
    expect(await gone(her.cookie)).toEqual([401, 401]);
    expect((await signIn(house.node, her.login, PASSWORD)).status).toBe(200);
  });

  it("outlives a change of one's own password, and all others end", async () => {
    const second = cookieOf(await signIn(house.node, her.login, PASSWORD));
    const change = (present: string) =>
      call(second)("PUT", "/me/password", { present, password: "another good password" });
    expect(code(await change("not mine at all"))).toBe("password_wrong");
    expect((await change(PASSWORD)).status).toBe(204);
    expect(await gone(her.cookie)).toEqual([401, 401]);
    expect(await gone(second)).toEqual([200, 200]);
    expect(code(await signIn(house.node, her.login, PASSWORD))).toBe("sign_in_wrong");
    expect((await signIn(house.node, her.login, "another good password")).status).toBe(200);
  });

  it("ends after two hours without a call, not while there are some", async () => {
    for (let step = 0; step < 3; step += 1) {
      now += HOUR;
      expect((await meAt(her.cookie)).status).toBe(200);
      await seen(her.id, now);
    }
    now += 2 * HOUR;
    expect((await meAt(her.cookie)).status).toBe(401);
  });

  it("ends after twelve hours, however busy", async () => {
    const ends = now + 12 * HOUR;
    while (now < ends - HOUR) {
      now += HOUR;
      expect((await meAt(her.cookie)).status).toBe(200);
      await seen(her.id, now);
    }
    now = ends;
    expect((await meAt(her.cookie)).status).toBe(401);
  });

  /** It is written down beside the call that it tells of. */
  async function seen(staffId: string, at: number): Promise<void> {
    for (;;) {
      const seenAt = await house.tables.value<Date>(
        "SELECT max(seen_at) FROM staff_session WHERE staff_id = $1",
        [staffId],
      );
      if (seenAt.getTime() === at) return;
    }
  }
});

describe("a link for a new password", () => {
  it("works once, for a day, and the newest alone", async () => {
    const { id, login } = await newcomer(house);
    const make = async () => {
      const answer = await call(await house.admin.cookie())("POST", `/staff/${id}/link`);
      return (answer.body as { link: { path: string } }).link.path.split("token=")[1] ?? "";
    };
    const accept = (token: string, password = "yet another password") =>
      call()("POST", "/invitations/accept", { token, password });
    const [old, token] = [await make(), await make()];
    expect(code(await accept(old))).toBe("link_gone");
    expect((await call()("POST", "/invitations/look", { token })).body).toMatchObject({
      purpose: "reset",
      login,
    });
    expect(code(await accept(token, login + login))).not.toBe("link_gone");
    const late = await make();
    now += 25 * HOUR;
    expect(code(await accept(late))).toBe("link_gone");
    expect(
      await house.tables.rows("SELECT 1 FROM setup_link WHERE token_hash = $1", [Buffer.from(late)]),
    ).toEqual([]);
  });

  it("is told once: a repeat of the call is answered without it", async () => {
    const { id } = await newcomer(house);
    const same = { "idempotency-key": randomUUID() };
    const admin = await house.admin.cookie();
    const make = () => call(admin)("POST", `/staff/${id}/link`, undefined, same);
    expect((await make()).body).toMatchObject({
      link: { path: expect.stringContaining("/invitation#token=") },
    });
    expect((await make()).body).toEqual({ link: null });
    expect(JSON.stringify(await house.tables.rows("SELECT * FROM idempotency"))).not.toContain("token=");
  });
});
