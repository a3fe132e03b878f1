import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomFillSync, randomUUID } from "node:crypto";
import pg from "pg";

import type { Action, Ask, Perform, Query } from "../../../src/action/action.ts";
import type { Stores } from "../../../src/action/ports.ts";
import { type Actor } from "../../../src/core/access/actor.ts";
import { Fault } from "../../../src/core/kernel/fault.ts";
import { createIds } from "../../../src/core/kernel/id.ts";
import { DAY } from "../../../src/core/kernel/instant.ts";
import { peopleChores } from "../../../src/store/action/chores.ts";
import { openPool } from "../../../src/store/action/pool.ts";
import { createAsk, createPerform } from "../../../src/store/action/run.ts";
import { signedIn } from "../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openTables, type Tables } from "../../support/tables.ts";
import { testVault } from "../../support/vault.ts";

let database: TestDatabase;
let tables: Tables;
let pools: pg.Pool[];
let perform: Perform;
let ask: Ask;
const woken: string[] = [];
const now = Date.now();

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  const [act, read] = [openPool(database.url, "act"), openPool(database.url, "read")];
  pools = [act, read];
  const clock = () => now;
  perform = createPerform({
    pool: act,
    clock,
    ids: createIds(clock, (bytes) => randomFillSync(bytes)),
    secret: () => "a secret",
    vault: testVault,
    wake: (topic, key) => woken.push(`${topic} ${key}`),
  });
  ask = createAsk({ pool: read, clock, vault: testVault });
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await tables.close();
  await database.drop();
});

async function person(): Promise<Actor & { readonly id: string }> {
  const { id } = await signedIn(tables, []);
  return { id, grants: [{ role: "agent", queues: "all" }] };
}

/** Renames its caller; `also` runs before it writes. */
const rename = (
  also: (attempt: number) => Promise<unknown> = async () => undefined,
): Action<
  { readonly name: string },
  { readonly name: string; readonly attempt: number },
  Pick<Stores, "staff">
> => {
  let attempt = 0;
  return {
    id: "test.renamed",
    permission: "signed_in",
    async run({ store, actor }, { name }) {
      attempt += 1;
      const staff = await store.staff.byId(actor.id);
      if (staff === undefined) throw new Error("gone");
      await also(attempt);
      await store.staff.update(staff, { name });
      return {
        result: { name, attempt },
        audit: [{ subject: "staff", subjectId: actor.id }],
        wakes: [`staff:${actor.id}`, "floor"],
      };
    },
  };
};
const nameOf = (id: string) => tables.value<string>("SELECT name FROM staff WHERE id = $1", [id]);
const linesOf = (id: string) => tables.rows("SELECT action FROM audit WHERE subject_id = $1", [id]);
const elsewhere = (id: string) => tables.rows("UPDATE staff SET version = version + 1 WHERE id = $1", [id]);

describe("an action", () => {
  it("commits what it wrote with its line in the audit, then wakes", async () => {
    const actor = await person();
    expect(await perform(rename(), { name: "周敏" }, actor)).toEqual({ name: "周敏", attempt: 1 });
    expect(await nameOf(actor.id)).toBe("周敏");
    expect(await linesOf(actor.id)).toEqual([{ action: "test.renamed" }]);
    expect(woken.slice(-2)).toEqual([`staff ${actor.id}`, "floor undefined"]);
  });

  it("that fails leaves nothing, and wakes nobody", async () => {
    const actor = await person();
    const before = woken.length;
    const broken: typeof rename = () => ({
      ...rename(),
      run: async (context, input) => {
        await rename().run(context, input);
        throw new Fault("seat_gone", "…");
      },
    });
    await expect(perform(broken(), { name: "周敏" }, actor, "k")).rejects.toMatchObject({
      code: "seat_gone",
    });
    expect([await nameOf(actor.id), await linesOf(actor.id), woken.length]).toEqual(["林晓", [], before]);
    expect(await perform(rename(), { name: "何姐" }, actor, "k")).toMatchObject({ name: "何姐" });
  });

  it("that loses a race looks again, and says so when it loses each", async () => {
    const actor = await person();
    const twice = rename((attempt) => (attempt < 3 ? elsewhere(actor.id) : Promise.resolve()));
    expect(await perform(twice, { name: "周敏" }, actor)).toEqual({ name: "周敏", attempt: 3 });
    expect(await linesOf(actor.id)).toHaveLength(1);
    await expect(
      perform(
        rename(() => elsewhere(actor.id)),
        { name: "阿杰" },
        actor,
      ),
    ).rejects.toMatchObject({ code: "raced" });
    expect(await nameOf(actor.id)).toBe("周敏");
  });

  it("does not wait for ever for what somebody else holds", async () => {
    const actor = await person();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query("BEGIN");
    await client.query("SELECT 1 FROM staff WHERE id = $1 FOR UPDATE", [actor.id]);
    await expect(perform(rename(), { name: "周敏" }, actor)).rejects.toMatchObject({ code: "busy" });
    await client.end();
    expect(await perform(rename(), { name: "周敏" }, actor)).toMatchObject({ name: "周敏" });
  });

  it("says that there is no database, and goes on when it is back", async () => {
    const actor = await person();
    const lost = rename((attempt) =>
      attempt === 1
        ? tables.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'seatbridge act' AND datname = current_database()",
          )
        : Promise.resolve(),
    );
    await expect(perform(lost, { name: "周敏" }, actor)).rejects.toMatchObject({ code: "unavailable" });
    expect(await perform(lost, { name: "周敏" }, actor)).toMatchObject({ name: "周敏" });
  });

  it("commits a refusal that has to leave a trace", async () => {
    const actor = await person();
    const refusing: Action<object, null, object> = {
      id: "test.refused",
      permission: "signed_in",
      run: async () => ({
        refusal: new Fault("seat_gone", "…"),
        audit: [{ subject: "staff", subjectId: actor.id, data: { why: "told" } }],
      }),
    };
    await expect(perform(refusing, {}, actor, "k")).rejects.toMatchObject({ code: "seat_gone" });
    expect(await linesOf(actor.id)).toEqual([{ action: "test.refused" }]);
    expect(await tables.rows("SELECT 1 FROM idempotency WHERE staff_id = $1", [actor.id])).toEqual([]);
  });

  it("is not run for whoever may not", async () => {
    const actor = await person();
    const guarded = { ...rename(), permission: "staff.write" } as const;
    await expect(perform(guarded, { name: "周敏" }, actor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(perform(guarded, { name: "周敏" }, undefined)).rejects.toMatchObject({ code: "signed_out" });
    expect(await nameOf(actor.id)).toBe("林晓");
  });
});

describe("a key", () => {
  it("lets one of many that run at once do it, and gives all of them its answer", async () => {
    const actor = await person();
    let runs = 0;
    const counted = rename(async () => (runs += 1));
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => perform(counted, { name: "周敏" }, actor, "same")),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await linesOf(actor.id)).toHaveLength(1);
    expect(runs).toBeGreaterThan(0);
  });

  it("is of one action and its input", async () => {
    const actor = await person();
    await perform(rename(), { name: "周敏" }, actor, "mine");
    const reused = { code: "idempotency_key_reused" };
    await expect(perform(rename(), { name: "阿杰" }, actor, "mine")).rejects.toMatchObject(reused);
    const other = { ...rename(), id: "test.other" };
    await expect(perform(other, { name: "周敏" }, actor, "mine")).rejects.toMatchObject(reused);
  });

  it("gives a secret out once", async () => {
    const actor = await person();
    const telling: Action<object, { readonly secret: string | null }, object> = {
      id: "test.told",
      permission: "signed_in",
      run: async ({ secret }) => ({ result: { secret: secret() }, again: { secret: null }, audit: [] }),
    };
    expect(await perform(telling, {}, actor, "k")).toEqual({ secret: "a secret" });
    expect(await perform(telling, {}, actor, "k")).toEqual({ secret: null });
  });

  it("is forgotten after a day, and nothing sooner", async () => {
    const actor = await person();
    await perform(rename(), { name: "周敏" }, actor, "old");
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { purge } = peopleChores(async () => client, { drop: () => Promise.resolve() });
    expect(await purge(now + DAY)).toBe(0);
    expect(await purge(now + DAY + 1)).toBeGreaterThan(0);
    await client.end();
    expect(await perform(rename(), { name: "阿杰" }, actor, "old")).toMatchObject({ name: "阿杰" });
  });
});

describe("a query", () => {
  const counting: Query<object, number, Pick<Stores, "seat">> = {
    permission: "seat.read",
    ask: async ({ store }) => (await store.seat.list()).length,
  };

  it("sees what there is, for whoever may", async () => {
    expect(await ask(counting, {}, await person())).toBe(0);
    const asked = ask(counting, {}, { id: randomUUID(), grants: [] });
    await expect(asked).rejects.toMatchObject({ code: "forbidden" });
  });

  it("can change nothing", async () => {
    const actor = await person();
    const writing: Query<object, null, Pick<Stores, "staff">> = {
      permission: "public",
      async ask({ store }) {
        await store.staff.setPassword(actor.id, "mine");
        return null;
      },
    };
    await expect(ask(writing, {}, actor)).rejects.toThrow();
    expect(await tables.value("SELECT password_hash FROM staff WHERE id = $1", [actor.id])).toBe("-");
  });
});
