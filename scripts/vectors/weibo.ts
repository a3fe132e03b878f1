import type { InboundMessage, PlatformAdapter, Sending, WebhookRequest } from "seatbridge/kit";
import { memoryUploads } from "seatbridge/kit/testing";
import { z } from "zod";

import { platforms } from "../../adapters/index.ts";
import { sign } from "../../emulator/weibo/index.ts";
import { compared, skipped, type Result, type Vector } from "./result.ts";

const appSecret = "vectors0vectors0";
/** When the vectors arrive. */
const arrival = Date.UTC(2026, 10, 1);

const weiboVector = z.object({
  kind: z.string(),
  type: z.string(),
  body: z.record(z.string(), z.unknown()),
});
type Given = z.infer<typeof weiboVector>;

/** Pushes decode, reply data encode, error bodies classify; the signature without a secret is refused. */
export function runWeibo(vector: Vector): Result | Promise<Result> {
  const given = weiboVector.parse(vector);
  switch (given.kind) {
    case "push":
      return runPush(vector, given);
    case "reply":
      return runReply(vector, given);
    case "error":
      return runError(vector, given);
    case "signature":
      return runSignature(vector, given);
    default:
      return skipped(vector, `${given.kind} is not built yet`);
  }
}

function weibo(config: object = {}, sending?: Sending): PlatformAdapter {
  const platform = platforms.find(({ name }) => name === "weibo");
  if (platform === undefined) throw new Error("adapters/index.ts lists no weibo");
  return platform.create({ appSecret, ...config }, sending);
}

function posted(body: string): WebhookRequest {
  const [timestamp, nonce] = [String(arrival), "1"];
  const query = new URLSearchParams({ signature: sign(appSecret, timestamp, nonce), timestamp, nonce });
  return { method: "POST", query, body: Buffer.from(body), at: arrival };
}

/** What a push of that type becomes; all others are `unknown`. */
const KINDS: Readonly<Record<string, string>> = {
  text: "text",
  position: "location",
  voice: "voice",
  image: "image",
  "event:follow": "followed",
  "event:unfollow": "unfollowed",
  "event:subscribe": "subscribed",
  "event:unsubscribe": "unsubscribed",
  "event:scan_follow": "followed",
};

function runPush(vector: Vector, { type, body }: Given): Result {
  const receipt = weibo().receive(posted(JSON.stringify(body)));
  const message = receipt.kind === "accepted" ? receipt.messages[0] : undefined;
  return compared(vector, message ?? receipt, [
    { what: "kind", is: message && kindOf(message), expected: KINDS[type] ?? "unknown" },
    { what: "sender", is: message?.sender, expected: String(body["sender_id"]) },
    { what: "receiver", is: message?.receiver, expected: String(body["receiver_id"]) },
    { what: "time", is: message?.sentAt, expected: Date.parse("2012-07-16T18:09:20+08:00") },
    { what: "unreadable texts", is: message && lostTexts(message, body), expected: [] },
    { what: "the answer", is: receipt.kind === "accepted" && receipt.reply.status, expected: 200 },
  ]);
}

const kindOf = ({ content }: InboundMessage): string =>
  content.kind === "event" ? content.event.name : content.kind;

/** Of what fans say or scan, and of what nobody names, every word; an event's own text and the sender's file id are not shown. */
function lostTexts({ content }: InboundMessage, body: Given["body"]): readonly string[] {
  const { vfid: _sender, subtype: _event, ...data } = z.record(z.string(), z.unknown()).parse(body["data"]);
  const shown = JSON.stringify(content);
  const words = content.kind === "text" || content.kind === "unknown" ? [String(body["text"])] : [];
  return [...words, ...Object.values(data).map(String)].filter((text) => !shown.includes(text));
}

function runReply(vector: Vector, { body }: Given): Result {
  const { encoded, decoded } = z
    .object({ encoded: z.string(), decoded: z.object({ text: z.string() }) })
    .parse(body);
  const content = { kind: "text", text: decoded.text } as const;
  const reply = weibo().passive?.({ to: "2", from: "1", at: arrival, content }, posted(""));
  const written = z.object({ data: z.string() }).parse(JSON.parse(reply?.body ?? "{}"));
  return compared(vector, reply?.body, [
    { what: "data", is: written.data, expected: encoded },
    { what: "decoded data", is: JSON.parse(decodeURIComponent(written.data)), expected: decoded },
  ]);
}

/** All that are there say that the account's authorisation, or its application, is not good: no try of ours mends that. */
async function runError(vector: Vector, { body, type }: Given): Promise<Result> {
  const answer = async () => new Response(JSON.stringify(body), { status: 400 });
  const adapter = weibo({ accessToken: "2.00vectors" }, sendingOver(answer));
  const message = { to: "2", at: arrival, content: { kind: "text", text: "x" } } as const;
  const delivery = await adapter.deliver?.(message, new AbortController().signal);
  return compared(vector, delivery, [
    {
      what: "verdict",
      is: delivery?.kind === "rejected" ? [delivery.code, delivery.next] : delivery,
      expected: [type, "park"],
    },
  ]);
}

const sendingOver = (fetch: () => Promise<Response>): Sending => ({
  fetch,
  clock: () => arrival,
  wait: () => Promise.resolve(),
  tokens: {
    read: () => Promise.resolve({ version: 0 }),
    claim: () => Promise.resolve(undefined),
    settle: () => Promise.resolve(false),
  },
  blobOf: () => Promise.resolve(undefined),
  uploads: memoryUploads(),
});

function runSignature(vector: Vector, { body }: Given): Result {
  const parameter = z.object({
    signature: z.string(),
    timestamp: z.string(),
    nonce: z.string(),
    echostr: z.string(),
  });
  const given = parameter.parse(body);
  const receipt = weibo().receive({
    method: "GET",
    query: new URLSearchParams(given),
    body: new Uint8Array(),
    at: Number(given.timestamp),
  });
  return compared(vector, receipt, [
    {
      what: "the refusal",
      is: receipt.kind === "refused" ? receipt.reason : receipt,
      expected: "signature_wrong",
    },
  ]);
}
