import type { Surface } from "../conversation/surface.ts";
import type { Demand } from "./demand.ts";

/** What queues weigh, and agents limit: private words, what is asked in public, the telephone (seats section 2.2). */
export const CHANNELS = ["chat", "weibo", "call"] as const;
/** Nobody is offered anything beside it, whatever else holds for her. */
export const CALL = "call";
/** Its wrap-up: she is free for others, as after a chat. */
export const AFTER_CALL = "after_call";

const BY_SURFACE: Readonly<Record<Surface, (typeof CHANNELS)[number]>> = {
  private: "chat",
  public: "weibo",
  call: CALL,
};

/** What a contact asks, with the channel that it comes by where nobody has said another. */
export const demandOn = (surface: Surface, demand: Demand = {}): Demand & { readonly channel: string } => ({
  ...demand,
  channel: demand.channel ?? BY_SURFACE[surface],
});

/** The channel of what she has in hand; a call that is over holds her for nothing else. */
export const channelInHand = (
  { surface, isOver }: { readonly surface: Surface; readonly isOver: boolean },
  demand: Demand | undefined,
): string => {
  const { channel } = demandOn(surface, demand);
  return channel === CALL && isOver ? AFTER_CALL : channel;
};
