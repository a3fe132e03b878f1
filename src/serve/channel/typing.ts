import type { Channels } from "../../flow/channels.ts";
import type { TypingTo } from "../../flow/desk/typing.ts";
import { hasPlace, writtenTo } from "../../store/desk/typing.ts";
import type { Use } from "../../store/hot/turns.ts";

/** Of an account that shows it, while a message would find a place, and where the house wants it. */
export const typingTo =
  (use: Use, channels: Pick<Channels, "of">): TypingTo =>
  (staffId, conversationId, at) =>
    use(async (client) => {
      const to = await writtenTo(client, staffId, conversationId);
      const channel = to && channels.of(to.accountId);
      const typing = channel?.adapter.typing;
      if (typing === undefined || channel?.desk.settings["typing.shown"] !== "on") return undefined;
      const { windows } = channel.adapter.traits;
      const isOpen = windows === undefined || (await hasPlace(client, conversationId, windows, at));
      return isOpen ? { typing, externalId: to?.externalId ?? "" } : undefined;
    });
