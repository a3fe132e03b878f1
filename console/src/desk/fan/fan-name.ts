import type { TextKey } from "../../text/index.ts";
import { t } from "../../text/index.ts";
import type { ContactRow } from "../api/wire.ts";
import { readableName } from "../thread/readable.ts";

type Fan = ContactRow["fan"];
type Channel = ContactRow["channel"];

/** How we call her: her name, else the end of the platform's id, so that two without a name are told apart. */
export const fanName = ({ name, externalId }: Fan): string =>
  readableName(name) || t("desk.fan.unnamed", { tail: externalId.slice(-4) });

/** The sign in her picture's place. */
export function fanInitial(fan: Fan): string {
  const name = readableName(fan.name);
  const [first = ""] = new Intl.Segmenter().segment(name || fan.externalId.slice(-4));
  return typeof first === "string" ? first : first.segment;
}

export type ChannelKind = "wechat" | "weibo" | "web" | "wecom" | "call";
const kinds: readonly ChannelKind[] = ["wechat", "weibo", "wecom", "call"];

/** The family of a platform: what gives it its colour and its word. */
export const channelKind = ({ platform }: Channel): ChannelKind =>
  kinds.find((kind) => platform.startsWith(kind)) ?? "web";

export const channelWord = (channel: Channel): string =>
  t(`desk.channel.${channelKind(channel)}` satisfies TextKey);
