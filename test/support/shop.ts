import { randomFillSync, randomUUID } from "node:crypto";
import type { Account } from "../../src/core/channel/account.ts";
import type { PlatformAdapter } from "../../src/core/channel/adapter.ts";
import type { Content } from "../../src/core/channel/content.ts";
import type { InboundMessage } from "../../src/core/channel/message.ts";
import { createIds } from "../../src/core/kernel/id.ts";
import { defaultSettings, type Settings } from "../../src/core/setting/registry.ts";
import { buildMatcher } from "../../src/core/answer/matcher.ts";
import { type Channel, createChannel } from "../../src/flow/channel.ts";
import type { Arrival } from "../../src/flow/ports.ts";
import { arrivalOf } from "../../src/flow/take-in/arrival.ts";
import { loadEntries } from "../../src/store/channels.ts";
import { createDataSource } from "../../src/store/data-source.ts";
import { createPractice } from "../../src/store/practice.ts";

/** What a fan of the test shop may say, and what comes of it. */
export const SAYS = {
  ship: "什么时候发货",
  pay: "怎么开发票",
  person: "转人工",
  thanks: "谢谢",
  nonsense: "橘色钢琴在月球上游泳",
} as const;

export const ANSWERS = { ship: "下单后四十八小时内发货。", pay: "在订单页申请发票。" } as const;

/** A platform whose wire format is the decoded message itself; what is no JSON cannot be read again. */
export const platform: PlatformAdapter = {
  name: "test",
  traits: {
    publicness: "private",
    textBytesMax: 2_048,
    passiveMs: 4_000,
    passiveKinds: ["text", "image", "news"],
    sends: {
      image: { types: ["image/png"], bytesMax: 10 * 1_024 * 1_024 },
      voice: { types: ["audio/amr"], bytesMax: 2_048 },
      video: { types: ["video/mp4"], bytesMax: 4_096, cover: { types: ["image/png"], bytesMax: 1_024 } },
      news: true,
      mini_program: { cover: { types: ["image/png"], bytesMax: 1_024 }, ownOnly: false },
      menu: { itemsMax: 3 },
    },
  },
  receive: () => ({ kind: "refused", status: 400, reason: "body_malformed" }),
  reread: (raw) => [JSON.parse(raw) as InboundMessage],
};

/** A practice account with two entries, as the database gives it back. Its bot does not wait for more pieces, and repeats itself. */
export async function openShop(
  url: string,
  given: Partial<Settings> = { "turn.pauseMs": 0 },
): Promise<Channel> {
  const ids = createIds(Date.now, (bytes) => randomFillSync(bytes));
  const account: Account = {
    id: ids(),
    platform: platform.name,
    name: `shop ${randomUUID()}`,
    simulated: true,
    config: {},
    createdAt: new Date(),
  };
  const entries = (["ship", "pay"] as const).map((key) => ({
    key,
    title: SAYS[key],
    phrasings: [],
    answer: { kind: "text", text: ANSWERS[key] } as const,
  }));
  const source = await createDataSource(url).initialize();
  try {
    await createPractice(source, { account, entries, settings: {} }, ids, Date.now());
    const settings = { ...defaultSettings, "answer.repeats": "on", ...given };
    return createChannel(account, platform, buildMatcher(await loadEntries(source, account)), settings);
  } finally {
    await source.destroy();
  }
}

/** One message of a fan as it arrives. The same fan and number make the same message. */
export type Message = {
  readonly fan: string;
  readonly number: number;
  readonly content: Content | string;
  readonly origin?: InboundMessage["origin"];
};

export function arrive(channel: Channel, message: Message, at: number): Arrival {
  const { fan, number, content, origin = "fan" } = message;
  const inbound: InboundMessage = {
    keyParts: [fan, String(number)],
    sender: fan,
    receiver: "shop",
    sentAt: at,
    origin,
    content: typeof content === "string" ? { kind: "text", text: content } : content,
  };
  const door = { accountId: channel.account.id, requestId: randomUUID(), raw: JSON.stringify(inbound), at };
  return arrivalOf(door, inbound);
}
