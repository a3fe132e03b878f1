import { randomBytes, randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { redmine } from "../../adapters/crm/redmine/index.ts";
import { replayDead } from "../../src/action/connector/replay-dead.ts";
import type { Channel } from "../../src/flow/channel.ts";
import { openRecorder } from "../flow/record/harness.ts";
import { type ApiNode, openApiNode } from "../support/api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Node, openNode } from "../support/node.ts";
import { openShop, SAYS } from "../support/shop.ts";
import { openTables, type Tables } from "../support/tables.ts";

const { REDMINE_URL: url = "", REDMINE_KEY: apiKey = "" } = process.env;
const project = `anew-${randomBytes(6).toString("hex")}`;

type Issue = { readonly id: number };

async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(url + path, {
    method,
    headers: { "x-redmine-api-key": apiKey, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return text === "" ? undefined : JSON.parse(text);
}

const group = url === "" ? describe.skip : describe;
group(url === "" ? "a deleted issue (needs REDMINE_URL and REDMINE_KEY)" : "a deleted issue", () => {
  let database: TestDatabase;
  let tables: Tables;
  let channel: Channel;
  let node: Node;
  let api: ApiNode;
  let recorder: ReturnType<typeof openRecorder>;
  const connectorId = randomUUID();

  beforeAll(async () => {
    database = await testDatabase();
    tables = await openTables(database.url);
    channel = await openShop(database.url);
    node = await openNode({ url: database.url, channel, lanes: 1 });
    api = await openApiNode({ url: database.url });
    const connector = redmine.create({ url, apiKey, project }, { fetch, clock: Date.now });
    recorder = openRecorder(database.url, connector.record);
    await ask("POST", "/projects.json", {
      project: { name: project, identifier: project, tracker_ids: [1] },
    });
    await tables.rows("UPDATE account SET simulated = false");
    await tables.rows(
      `INSERT INTO connector (id, kind, name, config, state, created_at) VALUES ($1, 'redmine', 'x', '{}', 'active', now())`,
      [connectorId],
    );
  }, 30_000);
  afterAll(async () => {
    await recorder.end();
    await api.close();
    await node.close();
    await tables.close();
    await database.drop();
  });

  const delivery = async () => {
    await tables.rows("UPDATE delivery SET due_at = now() WHERE state = 'dirty'");
    await recorder.run();
    const [row] = await tables.rows<{ state: string; code: string | null; external_id: string | null }>(
      "SELECT state, code, external_id FROM delivery",
    );
    return row;
  };

  it("waits for a person, who has it made anew with all that has happened", async () => {
    await node.answer({ fan: "deleted", number: 1, content: SAYS.ship });
    const first = await delivery();
    expect(first).toMatchObject({ state: "synced", code: null });
    await ask("DELETE", `/issues/${first?.external_id}.json`);

    await node.answer({ fan: "deleted", number: 2, content: SAYS.pay });
    expect(await delivery()).toMatchObject({ state: "dead", code: "issue_gone" });

    const admin = { id: randomUUID(), grants: [{ role: "admin", queues: "all" }] } as const;
    expect(await api.perform(replayDead, { id: connectorId }, admin)).toEqual({ replayed: 1 });
    const second = await delivery();
    expect(second).toMatchObject({ state: "synced", code: null });
    // Perhaps under the number of the old one: a Redmine on SQLite gives its last number again.
    const { issues } = (await ask("GET", `/projects/${project}/issues.json?status_id=*`)) as {
      issues: readonly Issue[];
    };
    expect(issues.map(({ id }) => String(id))).toEqual([second?.external_id]);
    const { issue } = (await ask("GET", `/issues/${second?.external_id}.json?include=journals`)) as {
      issue: Issue & { readonly journals: readonly { readonly notes?: string }[] };
    };
    const notes = issue.journals.flatMap((one) => one.notes ?? []).join("\n");
    expect([SAYS.ship, SAYS.pay].map((words) => notes.split(words).length - 1)).toEqual([1, 1]);
  }, 30_000);
});
