import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { type FanAction, fanMessage, verification } from "../../../emulator/wechat/index.ts";
import { fanPush } from "../../../emulator/weibo/index.ts";
import { type Answer, type Browser, browser, cookieOf } from "../../support/api.ts";
import { knock } from "../../support/knock.ts";
import type { Server } from "../../support/server.ts";
import type { StandInPlatform } from "../../support/stand-in-platform.ts";
import type { Tables } from "../../support/tables.ts";
import { fanText, known, words } from "./known.ts";

/** What came of driving a house: its one-time secrets, and every answer that it gave, as text. */
export type Driven = {
  readonly secrets: Record<string, string>;
  readonly answers: { readonly what: string; readonly status: number; readonly text: string }[];
};

type Made = { readonly id: string; readonly version: number };
export type House = {
  readonly server: Server;
  readonly tables: Tables;
  readonly standIn: StandInPlatform;
  readonly driven: Driven;
};

const appId = "wx0123456789abcdef";
const originalId = "gh_secrets";
const uid = "1902538057";

/** A browser whose answers are kept. */
const watched =
  ({ server, driven }: House, cookie?: string): Browser =>
  async (method, path, body, headers) => {
    const got = await browser(server, cookie)(method, path, body, headers);
    driven.answers.push({
      what: `${method} ${path}`,
      status: got.status,
      text: JSON.stringify([got.body, [...got.headers].filter(([name]) => name !== "set-cookie")]),
    });
    return got;
  };

const made = (got: Answer): Made => got.body as Made;
const tokenIn = (link: string): string => link.split("token=")[1] ?? "";

/** The first administrator comes in by her link, and an agent by hers; both stumble on the way. */
export async function comeIn(house: House): Promise<{ readonly admin: Browser; readonly agent: Browser }> {
  const { server, driven } = house;
  const anybody = watched(house);
  const first = tokenIn(await readFile(join(server.dataDir, "setup-link.txt"), "utf8")).trim();
  driven.secrets["first link"] = first;
  const setUp = { token: first, login: "he.jie", name: "何姐" };
  await anybody("POST", "/setup", { ...setUp, password: "short" });
  await anybody("POST", "/setup", { ...setUp, password: known.password, more: known.password });
  const own = await anybody("POST", "/setup", { ...setUp, password: known.password });
  await anybody("POST", "/setup", { ...setUp, password: known.password });
  const cookie = cookieOf(own);
  driven.secrets["administrator's cookie"] = cookie.split("=")[1] ?? "";

  for (const login of ["he.jie", "nobody", known.password]) {
    await anybody("POST", "/session", { login, password: known.wrongPassword });
  }
  await anybody("POST", "/session", `{"login": "he.jie", "password": "${known.password}"`);
  const admin = watched(house, cookie);
  await admin("PUT", "/me/password", { present: known.wrongPassword, password: known.agentPassword });

  const grants = [{ role: "supervisor", queues: "all" }];
  const invited = await browser(server, cookie)("POST", "/staff", {
    login: "lin.xiao",
    name: "林晓",
    roles: grants,
  });
  const { link } = invited.body as { link: { path: string } };
  const token = tokenIn(link.path);
  driven.secrets["invitation"] = token;
  await anybody("POST", "/invitations/look", { token });
  await anybody("POST", "/invitations/accept", { token, password: "lin.xiao" });
  const accepted = await anybody("POST", "/invitations/accept", { token, password: known.agentPassword });
  await anybody("POST", "/invitations/accept", { token, password: known.agentPassword });
  driven.secrets["agent's cookie"] = cookieOf(accepted).split("=")[1] ?? "";
  await anybody("GET", `/session?token=${token}`, undefined, { cookie: `${cookie}x` });
  return { admin, agent: watched(house, cookieOf(accepted)) };
}

/** Accounts and a CRM are connected, wrongly first, tried, changed; the other side says everything back. */
export async function connect({ standIn, tables }: House, admin: Browser) {
  const apiBase = standIn.url;
  const wechat = {
    token: known.wechatToken,
    appId,
    appSecret: known.wechatAppSecret,
    encodingAesKey: known.encodingAesKey,
    mode: "safe",
    originalId,
    apiBase,
  };
  const weibo = {
    appSecret: known.weiboAppSecret,
    accessToken: known.weiboAccessToken,
    uid,
    apiBase,
    mediaBase: apiBase,
  };
  const redmine = { url: standIn.url, apiKey: known.redmineKey, project: "care" };

  const wrong = [
    { platform: "wechat-oa", settings: { ...wechat, mode: known.wechatToken, appId: known.wechatAppSecret } },
    { platform: "weibo", settings: { ...weibo, uid: known.weiboAccessToken, apiBase: known.weiboAppSecret } },
  ];
  for (const given of wrong) {
    await admin("POST", "/accounts", { name: "错", ...given });
    await admin("POST", "/accounts/test", given);
  }
  for (const given of [
    { platform: "wechat-oa", settings: wechat },
    { platform: "weibo", settings: weibo },
  ]) {
    await admin("POST", "/accounts/test", given);
  }
  const one = made(
    await admin("POST", "/accounts", { platform: "wechat-oa", name: "屿禾", settings: wechat }),
  );
  const other = made(
    await admin("POST", "/accounts", { platform: "weibo", name: "屿禾微博", settings: weibo }),
  );
  await admin("POST", `/accounts/${one.id}/test`, {});
  await admin("POST", `/accounts/${other.id}/test`, {});
  const moved = { ...wechat, token: known.newWechatToken };
  await admin("PATCH", `/accounts/${one.id}`, { version: 7, settings: moved });
  await admin("PATCH", `/accounts/${one.id}`, { version: one.version, settings: moved });

  // As somebody left it who wrote to the database by hand: it cannot be connected, and the log says so.
  await tables.rows(
    `INSERT INTO account (id, platform, name, simulated, config, created_at)
     VALUES (gen_random_uuid(), 'weibo', '坏', false, $1, now())`,
    [{ ...weibo, appSecret: `${known.weiboAppSecret}!`, accessToken: `${known.weiboAccessToken} ` }],
  );

  const crm = { kind: "redmine", name: "工单", settings: redmine };
  await admin("POST", "/connectors", {
    ...crm,
    settings: { ...redmine, project: known.redmineKey.toUpperCase() },
  });
  await admin("POST", "/connectors/test", { kind: "redmine", settings: redmine });
  const hook = { url: `${standIn.url}/hook`, secret: known.webhookSecret };
  await admin("POST", "/connectors/test", { kind: "signed-webhook", settings: hook });
  const told = made(
    await admin("POST", "/connectors", { kind: "signed-webhook", name: "钩子", settings: hook }),
  );
  const logged = made(await admin("POST", "/connectors", crm));
  await admin("POST", `/connectors/${logged.id}/test`, {});
  return { wechat: one.id, weibo: other.id, redmine: logged.id, hook: told.id };
}

/** Fans write, and strangers knock, at both doors. */
export async function write(house: House, accounts: { readonly wechat: string; readonly weibo: string }) {
  const { server } = house;
  const signer = { token: known.newWechatToken, originalId, appId, encodingAesKey: known.encodingAesKey };
  const say = (action: FanAction, mode: "safe" | "plain" = "safe", token = signer.token) =>
    fanMessage({ account: { ...signer, token, mode }, from: "o_secrets", action, at: Date.now() });
  const wechat = (call: { search: string; body: string }) => post(house, accounts.wechat, call, "text/xml");
  const push = (action: Parameters<typeof fanPush>[0]["action"], appSecret = known.weiboAppSecret) =>
    fanPush({ account: { appSecret, uid }, from: "2489518277", action, at: Date.now() });
  const weibo = (call: { search: string; body: string }) =>
    post(house, accounts.weibo, call, "application/json");
  const text = { does: "write", text: fanText } as const;

  await untilOpen(house, accounts, signer);
  const good = say(text);
  await wechat(good);
  await wechat({ ...good, body: `${good.body}${fanText}` });
  await wechat(say(text, "plain"));
  await wechat(say(text, "safe", "someOtherToken"));
  await wechat({
    search: `${good.search}&token=${known.newWechatToken}&nonce=${known.wechatAppSecret}`,
    body: fanText,
  });
  await wechat({ ...say(text, "plain"), body: `<xml><a>${fanText}<b>${known.encodingAesKey}` });

  const pushed = push(text);
  await weibo(pushed);
  await weibo({ ...pushed, body: pushed.body.replace("13800", "13900") });
  await weibo(push(text, known.weiboAccessToken));
  for (const body of [`{"text":"${fanText}"`, `{"${fanText}":1,"${fanText}":2}`, "", `[${"[".repeat(20)}`]) {
    await weibo({ ...push(text), body });
  }
  await post(
    house,
    known.wechatAppSecret,
    { search: `?token=${known.wechatToken}`, body: fanText },
    "text/xml",
  );
  const page = await fetch(`${server.url}/${known.weiboAppSecret}?phone=${words.phone}`);
  house.driven.answers.push({ what: "GET a page", status: page.status, text: await page.text() });
}

/** Other nodes' changes are seen within seconds, our own by the same way. */
async function untilOpen(
  { server }: House,
  accounts: { readonly wechat: string; readonly weibo: string },
  account: Parameters<typeof verification>[0],
) {
  const isOpen = async () => {
    const { search } = verification(account, Date.now(), "1");
    const weibo = await knock(server, { search: "", account: accounts.weibo });
    const wechat = await knock(server, { search, account: accounts.wechat, method: "GET" });
    return wechat.status === 200 && weibo.status !== 404;
  };
  while (!(await isOpen())) await pause(100);
}

async function post(
  { server, driven }: House,
  account: string,
  { search, body }: { readonly search: string; readonly body: string },
  type: string,
) {
  const { status, body: text } = await knock(server, {
    search,
    body,
    account,
    headers: { "content-type": type },
  });
  driven.answers.push({ what: `POST /webhooks/${account}`, status, text });
}

/** An agent takes the fans on, and puts down what they said wherever she can; she stumbles, too. */
export async function serve({ tables }: House, agent: Browser) {
  const { items: seats } = (await agent("GET", "/seats")).body as { items: { id: string }[] };
  await agent("POST", "/seat/session", { seatId: seats[0]?.id, presence: "not_ready" });
  const contacts = await tables.rows<{ id: string; conversation: string; ticket: string }>(
    `SELECT k.id, conversation_id AS conversation, ticket_id AS ticket FROM contact k JOIN account a ON a.id = account_id
     WHERE NOT a.simulated`,
  );
  const reasonId = await tables.value<string>("SELECT id FROM reason WHERE parent_id IS NOT NULL LIMIT 1");
  for (const contact of contacts) await serveOne(agent, contact, reasonId);
  await agent("GET", `/tickets?search=${words.phone}&limit=${words.idNumber}`);
  await agent("GET", `/conversations/${words.phone}/messages`);
  await agent("PUT", "/me/language", { language: words.phone });
}

async function serveOne(
  agent: Browser,
  contact: { readonly id: string; readonly conversation: string; readonly ticket: string },
  reasonId: string,
) {
  const call = `/conversations/${contact.conversation}`;
  const [customer, ticket] = [`${call}/customer`, `/tickets/${contact.ticket}`];
  const read = async (path: string) => (await agent("GET", path)).body;
  await agent("POST", `/contacts/${contact.id}/take`, {});
  await agent("POST", `${call}/notes`, { text: fanText });
  await agent("POST", `${call}/replies`, { text: `您的号码是 ${words.phone} 吗？` });
  await agent("POST", `${call}/replies`, { text: fanText.repeat(400) });
  await agent("POST", `${call}/replies`, { text: fanText, phone: words.phone });

  const remark = { name: words.phone, remark: fanText };
  const { fan } = (await read(customer)) as { fan: Made };
  for (const version of [99, fan.version]) await agent("PUT", customer, { version, ...remark });
  const blank = { state: "open", reasonId: null, priority: 2, assigneeId: null, dueAt: null };
  const change = { ...blank, title: words.phone, note: fanText };
  await agent("PUT", ticket, { version: 1, ...change, dueAt: words.idNumber });
  const { version: now } = (await read(ticket)) as Made;
  for (const version of [99, now]) await agent("PUT", ticket, { version, ...change });

  await agent("POST", `/contacts/${contact.id}/end`, {});
  const form = { outcome: "solved", nextStep: words.phone, note: fanText };
  await agent("POST", `/contacts/${contact.id}/wrap-up`, form);
  await agent("POST", `/contacts/${contact.id}/wrap-up`, { ...form, phone: words.phone });
  await agent("POST", `/contacts/${contact.id}/wrap-up`, { ...form, reasonId });
}
