import { randomBytes, randomUUID } from "node:crypto";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import type { Role } from "../../../src/core/access/role.ts";
import { allRoutes } from "../../../src/http/routes/all.ts";
import { connectorRoutes } from "../../../src/http/routes/connectors.ts";
import { connectorKinds, createProbe } from "../../../src/serve/crm/kinds.ts";
import { type Answer, type Browser, browser, signedIn } from "../../support/api.ts";
import { deliveryOf, makeDelivery } from "../../support/deliveries.ts";
import { auditOf, code, type House, openHouse } from "../../support/house.ts";
import { openShop } from "../../support/shop.ts";
import { testVault } from "../../support/vault.ts";
import { openStandInRedmine } from "../../support/stand-in-redmine.ts";

type Connector = {
  id: string;
  name: string;
  state: string;
  code: string | null;
  settings: Record<string, unknown>;
  secrets: string[];
  due: number;
  dirtySince: string | null;
  dead: number;
  version: number;
};
type Letters = { items: { ticketId: string; number: number; code: string; detail: string }[]; next: string };

const KEY = randomBytes(20).toString("hex");
const OTHER_KEY = randomBytes(20).toString("hex");
const SIGNING = `whsec_${randomBytes(32).toString("base64")}`;

let house: House;
let crm: Awaited<ReturnType<typeof openStandInRedmine>>;
let admin: Browser;
/** All that any browser was answered. */
const heard: string[] = [];
const bugs: unknown[] = [];

beforeAll(async () => {
  crm = await openStandInRedmine(KEY);
  const routes = connectorRoutes(
    connectorKinds,
    createProbe({ clock: Date.now, fetch }, (error) => bugs.push(error)),
  );
  house = await openHouse(Date.now, [...allRoutes, ...routes]);
  await openShop(house.url);
  admin = listening(browser(house.node, await house.admin.cookie()));
}, 30_000);
afterAll(async () => {
  await house.close();
  await crm.close();
  expect(bugs).toEqual([]);
});
afterEach(() => {
  crm.answerBy(undefined);
  for (const secret of [KEY, OTHER_KEY, SIGNING]) {
    expect(heard.filter((answer) => answer.includes(secret))).toEqual([]);
  }
});

function listening(call: Browser): Browser {
  return async (...args) => {
    const answer = await call(...args);
    heard.push(JSON.stringify(answer.body ?? ""), JSON.stringify([...answer.headers]));
    return answer;
  };
}

const as = async (role: Role): Promise<Browser> =>
  listening(browser(house.node, (await signedIn(house.tables, [{ role, queues: "all" }])).cookie));
const body = <T>(answer: Answer): T => {
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as T;
};
const settings = (given: object = {}) => ({ url: crm.url, apiKey: KEY, project: "care", ...given });
const create = async (given: object = {}): Promise<Connector> =>
  body(
    await admin("POST", "/connectors", {
      kind: "redmine",
      name: `客诉 ${randomUUID().slice(0, 8)}`,
      settings: settings(),
      ...given,
    }),
  );
const listed = async (id: string): Promise<Connector | undefined> =>
  body<{ items: Connector[] }>(await admin("GET", "/connectors")).items.find((one) => one.id === id);
const stored = async (id: string) =>
  (await house.tables.rows<Record<string, unknown>>("SELECT * FROM connector WHERE id = $1", [id]))[0];

const delivery = (id: string, given: Parameters<typeof makeDelivery>[2]) =>
  makeDelivery(house.tables, id, given);
const row = (ticketId: string) => deliveryOf(house.tables, ticketId);

describe("a connection to a CRM", () => {
  it("is kept with its secrets, and shown without", async () => {
    const made = await create({ settings: settings({ url: `${crm.url}/` }) });
    expect(made).toMatchObject({
      state: "active",
      code: null,
      secrets: ["apiKey"],
      due: 0,
      dead: 0,
      version: 1,
    });
    expect(made.settings).toEqual({
      url: crm.url,
      project: "care",
      textFormat: "textile",
      timeZone: "Asia/Shanghai",
    });
    expect(await listed(made.id)).toEqual(made);
    const kept = await stored(made.id);
    expect(kept).toMatchObject({
      config: { url: crm.url, apiKey: { sealed: expect.stringMatching(/^v1\./) } },
    });
    expect(JSON.stringify(kept)).not.toContain(KEY);
    expect((await auditOf(house, "connector.created")).at(-1)?.data).toEqual({ kind: "redmine" });
  });

  it.each<[string, object, string, object]>([
    [
      "without what its kind needs",
      { settings: {} },
      "connector_config_invalid",
      { fields: "url, apiKey, project" },
    ],
    [
      "with what its kind does not know",
      { kind: "signed-webhook", settings: { url: "ftp://a", secret: SIGNING, extra: 1 } },
      "connector_config_invalid",
      { fields: "url, extra" },
    ],
    ["of a kind that there is not", { kind: "jira" }, "connector_kind_unknown", { kind: "jira" }],
  ])("is refused %s", async (_, given, expected, params) => {
    const answer = await admin("POST", "/connectors", {
      kind: "redmine",
      name: "错",
      settings: settings(),
      ...given,
    });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: expected, params } } });
  });

  it("is refused under a name that another has, and takes one that a removed one had", async () => {
    const { id, name, version } = await create();
    const again = { kind: "redmine", name: name.toUpperCase(), settings: settings() };
    expect(code(await admin("POST", "/connectors", again))).toBe("connector_name_taken");
    expect(await admin("POST", `/connectors/${id}/remove`, { version })).toMatchObject({ status: 204 });
    await create({ name });
    expect(await stored(id)).toMatchObject({ state: "removed", config: {} });
    expect(await listed(id)).toBeUndefined();
    expect(code(await admin("POST", `/connectors/${id}/resume`, { version: 2 }))).toBe("connector_gone");
  });

  it("is made once, however often the call comes", async () => {
    const key = { "idempotency-key": randomUUID() };
    const asked = { kind: "signed-webhook", name: "一次", settings: { url: crm.url, secret: SIGNING } };
    const answers = [1, 2].map(() => admin("POST", "/connectors", asked, key));
    const [first, second] = await Promise.all(answers);
    expect(body(first as Answer)).toEqual(body(second as Answer));
  });

  it("keeps a secret that is left out, takes a new one, and gives one up for null", async () => {
    const made = await create({
      kind: "signed-webhook",
      settings: { url: crm.url, secret: SIGNING, previousSecret: SIGNING },
    });
    const change = async (version: number, given: object) =>
      body<Connector>(
        await admin("PATCH", `/connectors/${made.id}`, {
          version,
          settings: { url: `${crm.url}/hook`, ...given },
        }),
      );
    expect((await change(1, {})).secrets).toEqual(["secret", "previousSecret"]);
    expect((await change(2, { previousSecret: null })).secrets).toEqual(["secret"]);
    const { config } = (await stored(made.id)) ?? {};
    const row = { table: "connector", id: made.id, kind: "signed-webhook" } as const;
    const opened = testVault.open(row, config as Record<string, unknown>);
    expect(opened.settings).toEqual({ url: `${crm.url}/hook`, secret: SIGNING });
    const late = await admin("PATCH", `/connectors/${made.id}`, { version: 2, name: "晚" });
    expect([late.status, code(late)]).toEqual([409, "version_conflict"]);
    expect((await auditOf(house, "connector.updated")).at(-1)?.data).toEqual({ fields: ["settings"] });
  });

  it("sends a secret that was given for one server to no other, kept or merely tried", async () => {
    const { id } = await create();
    const stranger = await openStandInRedmine(KEY);
    const moved = { settings: { url: stranger.url, project: "care" } };
    expect(code(await admin("PATCH", `/connectors/${id}`, { version: 1, ...moved }))).toBe(
      "connector_secret_anew",
    );
    expect(code(await admin("POST", `/connectors/${id}/test`, moved))).toBe("connector_secret_anew");
    expect(stranger.asked).toEqual([]);
    moved.settings = settings({ url: stranger.url });
    body(await admin("PATCH", `/connectors/${id}`, { version: 1, ...moved }));
    await stranger.close();
  });

  it("is paused, resumed, and opened again where it was shut, and then tells at once what waits", async () => {
    const { id } = await create();
    const ticket = await delivery(id, { state: "dirty" });
    const turn = (way: string, version: number) => admin("POST", `/connectors/${id}/${way}`, { version });
    expect(body(await turn("pause", 1))).toMatchObject({ state: "paused", due: 1, version: 2 });
    expect(body(await turn("pause", 2))).toMatchObject({ version: 2 });
    expect(code(await turn("resume", 1))).toBe("version_conflict");
    expect(await row(ticket)).toMatchObject({ due: false });
    expect(body(await turn("resume", 2))).toMatchObject({ state: "active", version: 3 });
    expect(await row(ticket)).toMatchObject({ due: true });

    const shut = () =>
      house.tables.rows("UPDATE connector SET state = 'shut', code = 'http_401' WHERE id = $1", [id]);
    await shut();
    expect(await listed(id)).toMatchObject({ state: "shut", code: "http_401" });
    expect(body(await turn("resume", 3))).toMatchObject({ state: "active", code: null });
    await shut();
    const mended = { version: 4, settings: { url: crm.url, project: "care" } };
    expect(body(await admin("PATCH", `/connectors/${id}`, mended))).toMatchObject({
      state: "active",
      code: null,
    });
    expect((await auditOf(house, "connector.resumed")).map(({ data }) => data)).toEqual([
      { from: "paused" },
      { from: "shut" },
    ]);
  });
});

describe("what a CRM did not take", () => {
  it("is counted and listed in pages, the newest first", async () => {
    const { id } = await create();
    const tickets: string[] = [];
    for (const each of ["http_422", "issue_gone", "http_422"]) {
      tickets.push(await delivery(id, { state: "dead", code: each }));
    }
    await delivery(id, { state: "dirty" });
    const shown = await listed(id);
    expect(shown).toMatchObject({ due: 1, dead: 3 });
    expect(Date.parse(shown?.dirtySince ?? "")).toBeLessThan(Date.now() - 3_500_000);
    const first = body<Letters>(await admin("GET", `/connectors/${id}/dead?limit=2`));
    const second = body<Letters>(await admin("GET", `/connectors/${id}/dead?limit=2&after=${first.next}`));
    const all = [...first.items, ...second.items];
    expect(second.next).toBeNull();
    expect(all.map(({ ticketId }) => ticketId)).toEqual(tickets.toSorted().toReversed());
    expect(all.every(({ detail, number }) => detail === "Subject is too long" && number > 0)).toBe(true);
  });

  it("is tried again, one or all; what was deleted there is made anew", async () => {
    const { id } = await create();
    const other = await delivery((await create()).id, { state: "dead", code: "http_422" });
    const refused = await delivery(id, { state: "dead", code: "http_422" });
    const gone = await delivery(id, { state: "dead", code: "issue_gone" });
    const replay = (asked: object) => admin("POST", `/connectors/${id}/replay`, asked);
    expect(body(await replay({ ticketId: refused }))).toEqual({ replayed: 1 });
    expect(await row(refused)).toEqual({
      state: "dirty",
      code: null,
      failures: 0,
      told: { a: 4 },
      external_id: "17",
      due: true,
    });
    expect(body(await replay({}))).toEqual({ replayed: 1 });
    const anew = { state: "dirty", code: null, failures: 0, told: {}, external_id: null, due: true };
    expect(await row(gone)).toEqual(anew);
    expect(await row(other)).toMatchObject({ state: "dead" });
    expect((await auditOf(house, "connector.replayed")).map(({ data }) => data)).toEqual([
      { replayed: 1, ticketId: refused },
      { replayed: 1 },
    ]);
  });
});

describe("the test of a connection", () => {
  const test = async (given: object) =>
    body(await admin("POST", "/connectors/test", { kind: "redmine", settings: settings(given) }));

  it("says that it is ready, before it is kept and after", async () => {
    expect(await test({})).toEqual({ ready: true, code: null, detail: null });
    const { id } = await create();
    expect(body(await admin("POST", `/connectors/${id}/test`, {}))).toMatchObject({ ready: true });
    const [line] = (await auditOf(house, "connector.tested")).filter(({ subject_id }) => subject_id === id);
    expect(line?.data).toEqual({ kind: "redmine", code: "ready" });
  });

  it("says precisely why not", async () => {
    expect(await test({ apiKey: OTHER_KEY })).toMatchObject({ ready: false, code: "http_401" });
    expect(await test({ project: "other" })).toMatchObject({ ready: false, code: "project_unknown" });
    crm.answerBy(503);
    expect(await test({})).toMatchObject({ ready: false, code: "http_503" });
    crm.answerBy(undefined);
    const closed = await openStandInRedmine(KEY);
    await closed.close();
    expect(await test({ url: closed.url })).toMatchObject({ ready: false, code: "ECONNREFUSED" });
  });

  it("takes what is typed, with the secret that is kept", async () => {
    const { id } = await create();
    const typed = { settings: { url: crm.url, project: "other" } };
    expect(body(await admin("POST", `/connectors/${id}/test`, typed))).toMatchObject({
      code: "project_unknown",
    });
    expect(crm.asked.at(-1)).toBe(KEY);
    expect(await stored(id)).toMatchObject({ version: 1, config: { project: "care" } });
  });
});

describe("who may", () => {
  it("look at connections: administrators and auditors; change them: administrators", async () => {
    const { id } = await create();
    const auditor = await as("auditor");
    expect(body(await auditor("GET", "/connectors"))).toMatchObject({ kinds: ["signed-webhook", "redmine"] });
    expect(code(await auditor("POST", `/connectors/${id}/pause`, { version: 1 }))).toBe("forbidden");
    expect(code(await auditor("POST", `/connectors/${id}/test`, {}))).toBe("forbidden");
    for (const role of ["agent", "supervisor", "executive"] as const) {
      expect(code(await (await as(role))("GET", "/connectors"))).toBe("forbidden");
    }
  });
});
