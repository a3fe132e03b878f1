import { createServer, get, type Server } from "node:http";

import { afterEach, describe, expect, it } from "@jest/globals";

import type { Content } from "../../src/core/channel/content.ts";
import { createIds } from "../../src/core/kernel/id.ts";
import type { Channel } from "../../src/flow/channel.ts";
import type { Answer } from "../../src/flow/take-in/lane/ticket.ts";
import { NotTaken } from "../../src/flow/take-in/lane/ticket.ts";
import type { WebhookContext } from "../../src/http/webhook/context.ts";
import { createWebhook } from "../../src/http/webhook/door.ts";
import { sendRaw } from "../support/raw-http.ts";

const text = (words: string): Content => ({ kind: "text", text: words });
const plain = (body: string) => ({ status: 200, contentType: "text/plain", body });

/** An account whose platform accepts everything, and a fan's message in it. */
const adapter = {
  traits: {},
  receive: () => ({
    kind: "accepted",
    messages: [
      { keyParts: ["1"], sender: "fan", receiver: "us", content: text("?"), origin: "fan", sentAt: 0 },
    ],
    raw: "",
    reply: plain("success"),
  }),
  passive: ({ content }: { content: { text: string } }) => plain(content.text),
};
const channel = {
  account: { id: "a1" },
  contentOf: (said: Content) => said,
  adapter,
} as unknown as Channel;

let door: Server | undefined;
afterEach(() => void door?.close());

/** The same where every answer counts as one. */
const strict = {
  ...channel,
  adapter: { ...adapter, traits: { again: "hang_up" } },
} as unknown as Channel;

/** The door alone, with what it told of itself; `gone`: the first call's connection has ended. */
async function open(given: Partial<WebhookContext> & Pick<WebhookContext, "accept">) {
  const told: string[] = [];
  const handle = createWebhook({
    channelOf: () => channel,
    oldContentOf: async () => undefined,
    clock: Date.now,
    ids: createIds(Date.now, () => undefined),
    crash: () => undefined,
    watch: {
      received: () => undefined,
      refused: ({ reason }) => told.push(`refused ${reason}`),
      answered: (_, how) => told.push(how),
      failed: (_, error) => told.push(`failed ${error instanceof Error ? error.message : ""}`),
    },
    ...given,
  });
  let hungUp: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (hungUp = resolve));
  const server = createServer((request, response) => {
    response.once("close", hungUp);
    handle(request, response);
  });
  door = server;
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const path = "/webhooks/a1";
  const knock = () => sendRaw(`http://127.0.0.1:${port}`, `GET ${path} HTTP/1.1\r\nhost: us\r\n\r\n`);
  const call = () => get({ port, path, agent: false });
  return {
    told,
    gone,
    call,
    knock,
    answer: async () => (await fetch(`http://127.0.0.1:${port}${path}`)).status,
  };
}

/** An answer, and how it was given back. */
function say(deliveries = 1) {
  let back: (how: string) => void = () => undefined;
  const how = new Promise<string>((resolve) => (back = resolve));
  const answer: Answer = {
    kind: "say",
    said: { kind: "text", text: "here" },
    at: 0,
    deliveries,
    left: () => back("left"),
    returned: async (as) => back(as),
  };
  return { answer, how };
}

describe("an answer", () => {
  it("has left when its bytes went out", async () => {
    const { answer: said, how } = say();
    const { answer, told } = await open({ accept: async () => said });
    expect(await answer()).toBe(200);
    expect(await how).toBe("left");
    expect(told).toEqual(["reply"]);
  });

  it("is queued again when the platform has hung up before the first byte", async () => {
    const { answer: said, how } = say();
    const { call, gone } = await open({
      accept: async () => {
        started.destroy();
        await gone;
        return said;
      },
    });
    const started = call().on("error", () => undefined);
    expect(await how).toBe("queued");
  });

  it("is queued again when its words cannot be found, and the call fails", async () => {
    const { answer: said, how } = say();
    const { answer, told } = await open({
      accept: async () => said,
      channelOf: () => ({ ...channel, contentOf: () => undefined }),
      oldContentOf: () => Promise.reject(new Error("no database")),
    });
    expect(await answer()).toBe(503);
    expect(await how).toBe("queued");
    expect(told).toEqual(["failed no database", "try_again"]);
  });

  it("is queued again when another message of the same call was not taken in", async () => {
    const { answer: said, how } = say();
    const [message] = adapter.receive().messages;
    const two = () => ({ ...adapter.receive(), messages: [message, { ...message, keyParts: ["2"] }] });
    const answers = [Promise.resolve(said), Promise.reject(new NotTaken("unreachable"))];
    const { answer } = await open({
      accept: () => answers.shift() ?? Promise.reject(new Error("asked once more")),
      channelOf: () => ({ ...channel, adapter: { ...channel.adapter, receive: two as never } }),
    });
    expect(await answer()).toBe(503);
    expect(await how).toBe("queued");
  });

  it("that came too late to be written is queued again", async () => {
    const { answer: said, how } = say();
    let at = 0;
    let settle: (answer: Answer) => void = () => undefined;
    const { answer, told } = await open({
      clock: () => at,
      accept: () => {
        at = 4_000;
        return new Promise((yes) => (settle = yes));
      },
    });
    expect(await answer()).toBe(503);
    settle(said);
    expect(await how).toBe("queued");
    await new Promise(setImmediate);
    expect(told).toEqual(["too_late"]);
  });
});

describe("a call that fails", () => {
  it("is to be delivered again, and told of", async () => {
    const { answer, told } = await open({
      accept: () => Promise.reject(new NotTaken("unreachable")),
    });
    expect(await answer()).toBe(503);
    expect(told).toEqual(["failed not taken in: unreachable", "try_again"]);
  });

  it("by a bug of an adapter is told of, too", async () => {
    const receive = () => {
      throw new Error("a bug");
    };
    const broken = { ...channel.adapter, receive };
    const { answer, told } = await open({
      accept: () => Promise.reject(new Error("not reached")),
      channelOf: () => ({ ...channel, adapter: broken }),
    });
    expect(await answer()).toBe(503);
    expect(told).toEqual(["failed a bug", "try_again"]);
  });
});

describe("a platform for which every answer counts as one", () => {
  const nothing = { statuses: [], text: "", ended: true };

  it("is hung up on, without a byte, where its message was not taken in", async () => {
    const { knock, told } = await open({
      accept: () => Promise.reject(new NotTaken("unreachable")),
      channelOf: () => strict,
    });
    expect(await knock()).toEqual(nothing);
    expect(told).toEqual(["failed not taken in: unreachable", "try_again"]);
  });

  it("is hung up on before its five seconds are over, and what comes then is queued", async () => {
    const { answer: said, how } = say();
    let at = 0;
    let settle: (answer: Answer) => void = () => undefined;
    const { knock, told } = await open({
      clock: () => at,
      channelOf: () => strict,
      accept: () => {
        at = 4_000;
        return new Promise((yes) => (settle = yes));
      },
    });
    expect(await knock()).toEqual(nothing);
    settle(said);
    expect(await how).toBe("queued");
    await new Promise(setImmediate);
    expect(told).toEqual(["too_late"]);
  });

  it("is told what is wrong with its call all the same", async () => {
    const receive = () => ({ kind: "refused", status: 403, reason: "signature_wrong" });
    const refusing = { ...strict, adapter: { ...strict.adapter, receive } } as unknown as Channel;
    const { knock } = await open({
      accept: () => Promise.reject(new Error("not reached")),
      channelOf: () => refusing,
    });
    expect(await knock()).toMatchObject({ statuses: [403] });
  });
});
