import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { browser, type Browser } from "../../support/api.ts";
import { code, type House, openHouse } from "../../support/house.ts";

let house: House;
let admin: Browser;

beforeAll(async () => {
  house = await openHouse();
  admin = browser(house.node, await house.admin.cookie());
}, 30_000);
afterAll(() => house.close());

async function create(): Promise<{ readonly id: string }> {
  const login = `p.${randomUUID().slice(0, 8)}`;
  const { body } = await admin("POST", "/staff", { login, name: "林晓", roles: [] });
  return (body as { readonly staff: { readonly id: string } }).staff;
}

describe("people", () => {
  it("name a colleague as partner who is there, never themselves; one way, and what was named stays", async () => {
    const lin = await create();
    const wang = await create();
    const name = async (version: number, partnerId: string) =>
      admin("PATCH", `/staff/${lin.id}`, { version, abilities: { skills: { 退换: 3 }, partnerId } });
    expect(code(await name(1, lin.id))).toBe("partner_self");
    expect(code(await name(1, randomUUID()))).toBe("partner_gone");
    expect(await name(1, wang.id)).toMatchObject({
      status: 200,
      body: { abilities: { skills: { 退换: 3 }, partnerId: wang.id } },
    });
    const { body } = await admin("GET", `/staff/${wang.id}`);
    expect(body).toMatchObject({ abilities: {} });
    await admin("POST", `/staff/${wang.id}/disable`, { version: 1 });
    expect(await name(2, wang.id)).toMatchObject({ status: 200 });
    const other = await create();
    const late = await admin("PATCH", `/staff/${other.id}`, {
      version: 1,
      abilities: { partnerId: wang.id },
    });
    expect(code(late)).toBe("partner_gone");
  });

  it("have a mentor while they are new: a colleague who is there, and not new herself", async () => {
    const [lin, wang, late] = [await create(), await create(), await create()];
    const nursery = { since: "2026-11-25", caps: [1] };
    const write = (id: string, version: number, mentorId?: string) =>
      admin("PATCH", `/staff/${id}`, { version, abilities: { nursery: { ...nursery, mentorId } } });
    expect(code(await write(lin.id, 1, lin.id))).toBe("mentor_self");
    expect(code(await write(lin.id, 1, randomUUID()))).toBe("mentor_gone");
    expect(await write(late.id, 1)).toMatchObject({ status: 200 });
    expect(code(await write(lin.id, 1, late.id))).toBe("mentor_new");
    expect(await write(lin.id, 1, wang.id)).toMatchObject({
      status: 200,
      body: { abilities: { nursery: { ...nursery, mentorId: wang.id } } },
    });
    await admin("POST", `/staff/${wang.id}/disable`, { version: 1 });
    expect(await write(lin.id, 2, wang.id)).toMatchObject({ status: 200 });
  });

  it("are new for as many days as are written, one at once or more on each", async () => {
    const { id } = await create();
    const write = async (version: number, nursery: object) =>
      admin("PATCH", `/staff/${id}`, { version, abilities: { nursery } });
    const nursery = { since: "2026-11-25", caps: [1, 1, 2, 3] };
    expect(await write(1, nursery)).toMatchObject({ status: 200, body: { abilities: { nursery } } });
    for (const wrong of [
      { ...nursery, caps: [] },
      { ...nursery, caps: [0] },
      { ...nursery, caps: Array.from({ length: 61 }, () => 1) },
      { ...nursery, since: "2026-13-40" },
    ])
      expect(code(await write(2, wrong))).toBe("input_invalid");
  });
});
