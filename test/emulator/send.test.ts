import { randomBytes, randomFillSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import Koa from "koa";

import { platforms } from "../../adapters/index.ts";
import { createPlatform, httpPush, memoryStore, type Platform } from "../../emulator/wechat/index.ts";
import { run } from "../../scripts/command/send.ts";
import { createIds } from "../../src/core/kernel/id.ts";
import { createFanDoor, EMULATOR } from "../../src/http/fan/fan.ts";

const account = {
  id: "0190a0e0-0000-7000-8000-000000000000",
  name: "yuhe",
  title: "屿禾电器",
  token: "token123",
  originalId: "gh_yuhe",
  appId: "wx0123456789abcdef",
  appSecret: "0123456789abcdef0123456789abcdef",
  menu: [{ name: "查订单", key: "order" }],
};
const PNG = Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1");

const adapter = platforms[0]?.create({ token: account.token, originalId: account.originalId });
let data = "";
let url = "";
let platform: Platform;

/** The account's door alone: it verifies, and answers with what it heard; or later, or never, where it is told so. */
async function door(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { searchParams } = new URL(request.url ?? "", "http://door");
  const call = { method: "POST", query: searchParams, body: Buffer.concat(chunks), at: Date.now() } as const;
  const receipt = adapter?.receive(call);
  if (receipt?.kind !== "accepted") return void response.writeHead(403).end("refused");
  const [message] = receipt.messages;
  const { sender = "", content } = message ?? {};
  const words = content?.kind === "text" ? content.text : "";
  if (words === "坏") return void response.writeHead(500).end("broken");
  if (words === "嘘" || words === "稍后") {
    response.writeHead(200).end(receipt.reply.body);
    if (words === "稍后") await sendLater(sender);
    return;
  }
  const text = JSON.stringify(content);
  const reply = {
    to: sender,
    from: account.originalId,
    at: call.at,
    content: { kind: "text", text },
  } as const;
  const answer = adapter?.passive?.(reply, call);
  response.writeHead(answer?.status ?? 500).end(answer?.body);
}

async function sendLater(touser: string): Promise<void> {
  const post = async (path: string, body: object) =>
    (await fetch(`${url}${EMULATOR}/cgi-bin${path}`, { method: "POST", body: JSON.stringify(body) })).json();
  const credentials = { grant_type: "client_credential", appid: account.appId, secret: account.appSecret };
  const { access_token } = (await post("/stable_token", credentials)) as { access_token: string };
  await post(`/message/custom/send?access_token=${access_token}`, {
    touser,
    msgtype: "text",
    text: { content: "想好了" },
  });
}

const server = createServer((request, response) => {
  if (request.url?.startsWith("/webhooks/") === true) void door(request, response);
  else void handle(request, response);
});
let handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "seatbridge-send-"));
  await writeFile(join(data, "photo.png"), PNG);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const onError = (error: unknown) => {
    throw error;
  };
  platform = await createPlatform({
    accounts: () => [account],
    clock: Date.now,
    random: randomBytes,
    push: httpPush(({ id }) => `${url}/webhooks/${id}`),
    store: memoryStore(),
    address: () => `${url}${EMULATOR}`,
    base: EMULATOR,
    onTrouble: onError,
  });
  const fan = createFanDoor({
    platforms: [{ ...platform, name: "wechat-oa", base: EMULATOR }],
    readMatch: () => Promise.resolve({ agentsReady: 0, steps: [] }),
    moveClock: () => Promise.resolve(),
    mayBeFan: () => Promise.resolve(true),
    ids: createIds(Date.now, (bytes) => randomFillSync(bytes)),
    onError,
  });
  handle = new Koa().use(fan.middleware).callback();
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await platform.close();
  await rm(data, { recursive: true });
});

async function send(...args: string[]) {
  const lines: string[] = [];
  const code = await run(["--url", url, "--wait", "2", ...args], (line) => lines.push(line));
  return { code, said: lines.join("\n") };
}

describe("npm run send", () => {
  it.each([
    [["几时发货"], { kind: "text", text: "几时发货" }],
    [["--follow", "--from", "新来的"], { kind: "event", event: { name: "followed" } }],
    [["--scan", "42"], { kind: "event", event: { name: "scanned", scene: "42", ticket: "TICKET_NDI" } }],
    [["--tap", "order"], { kind: "event", event: { name: "menu_tapped", key: "order" } }],
  ])("carries %j through the door and prints the reply", async (args, content) => {
    const { code, said } = await send("--account", "yuhe", "--from", "fan1", ...args);
    expect(said).toBe(`text: ${JSON.stringify(content)}`);
    expect(code).toBe(0);
  });

  it("sends a picture from a file", async () => {
    const { said } = await send("--image", join(data, "photo.png"));
    expect(said).toContain('text: {"kind":"image"');
    expect(said).toContain(`${EMULATOR}/pictures/`);
  });

  it("takes the first account where none is named, and knows a fan again by her name", async () => {
    expect((await send("--from", "小美", "在吗")).code).toBe(0);
    const fans = platform.fans(account.id).length;
    expect((await send("--from", "小美", "在吗")).code).toBe(0);
    expect(platform.fans(account.id)).toHaveLength(fans);
  });

  it("prints what arrives later by the platform's interface", async () => {
    expect(await send("稍后")).toEqual({ code: 0, said: "text (later): 想好了" });
  });

  it("says when a message was taken and nothing came", async () => {
    expect(await send("--wait", "0", "嘘")).toEqual({ code: 0, said: "(taken; nothing arrived)" });
  });

  it("prints the raw answer with --json", async () => {
    const { said } = await send("--json", "在吗");
    expect(JSON.parse(said)).toMatchObject({
      status: 200,
      body: expect.stringContaining("<xml>"),
      verdict: { kind: "reply", type: "text" },
      shown: [{ via: "passive", shows: { kind: "text" } }],
    });
  });

  it.each([
    ["an account that is not there", ["--account", "nobody", "hi"], "Use --account with one of: yuhe"],
    ["a server that is not there", ["--url", "http://127.0.0.1:1", "hi"], "Start it with npm start"],
    ["a file that is not there", ["--image", "/nowhere.png"], "/nowhere.png cannot be read"],
    ["a file that is no picture", ["--image", "package.json"], "Only JPG, PNG and GIF pictures"],
    ["what she cannot do", ["--follow"], "She follows the account already"],
    ["nothing to say", [], "Say one thing"],
    ["two things to say", ["hi", "--follow"], "Say one thing"],
    ["an unknown option", ["--loud", "hi"], "--help lists the options"],
    ["an address that is none", ["--url", "nonsense", "hi"], "is no address"],
    ["a wait that is none", ["--wait", "long", "hi"], "is no number of seconds"],
  ])("says in one line how to mend %s", async (_, args, said) => {
    const answer = await send(...args);
    expect(answer.said).toContain(said);
    expect(answer.said).not.toContain("\n");
    expect(answer.code).toBe(1);
  });

  it("says what the fan sees when the server fails", async () => {
    const { code, said } = await send("坏");
    expect(code).toBe(1);
    expect(said).toContain("out of order: the answer's status is 500. The server said: broken");
  });
});
