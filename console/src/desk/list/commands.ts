import type { Command } from "../../app/palette/palette.ts";
import { toastError } from "../../parts/notice/toasts.ts";
import { t } from "../../text/index.ts";
import { setPresence } from "../api/seat.ts";
import { channelWord, fanName } from "../fan/fan-name.ts";
import { presenceWords } from "../status/presence-words.ts";
import { openWrapUps } from "../wrap-up/wrapping.ts";
import { desk } from "../live/desk-state.ts";

/** What the palette offers of the desk: my conversations by name and word, my presence, what is owed. */
export function deskCommands(open: (conversationId: string) => void): readonly Command[] {
  const { contacts, seat } = desk.value;
  const conversations = [...contacts.values()].map((row): Command => ({
    id: `conversation ${row.conversationId}`,
    title: fanName(row.fan),
    group: t("desk.title"),
    words: `${channelWord(row.channel)} ${row.fan.remark ?? ""} ${row.last?.text ?? ""}`,

    run: () => open(row.conversationId),
  }));
  const presences = (["ready", "not_ready", "after_work"] as const).map((presence): Command => ({
    id: `presence ${presence}`,
    title: presenceWords({ presence, reason: null }),
    group: t("desk.seat.status"),
    run: () => void setPresence(presence).catch(toastError),
  }));
  const owed: Command = {
    id: "owed",
    title: t("desk.owed.title"),
    group: t("desk.title"),
    run: openWrapUps,
  };
  return [...conversations, ...(seat == null ? [] : presences), ...(seat?.wrapupsOwed ? [owed] : [])];
}
