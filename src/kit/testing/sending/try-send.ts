import type { Delivery } from "../../../core/channel/adapter.ts";
import type { Content } from "../../../core/channel/content.ts";
import type { SendingDriver } from "./sending-driver.ts";
import { openStandIn, type Reaction, type StandIn } from "./stand-in.ts";

export const hello: Content = { kind: "text", text: "您好" };

/** Sends one content to "fan-1"; looks at what the platform has seen, and at what is known afterwards. */
export async function trySend(
  driver: SendingDriver,
  options: {
    readonly content?: Content;
    readonly reactions?: readonly Reaction[];
    readonly signal?: AbortSignal;
  },
  look: (delivery: Delivery, platform: StandIn) => void,
): Promise<void> {
  const { content = hello, reactions = [], signal = new AbortController().signal } = options;
  const platform = await openStandIn(driver, reactions);
  try {
    look(await deliver(platform, content, signal), platform);
  } finally {
    await platform.close();
  }
}

export function deliver(
  { adapter }: StandIn,
  content: Content,
  signal: AbortSignal = new AbortController().signal,
): Promise<Delivery> {
  if (adapter.deliver === undefined) throw new Error("the adapter cannot send");
  return adapter.deliver({ to: "fan-1", at: Date.now(), content }, signal);
}

export const sendsOf = ({ seen }: StandIn) => seen.filter(({ purpose }) => purpose === "send");
