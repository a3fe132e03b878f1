import { t, type TextKey } from "../../text/index.ts";
import { channelEventWords } from "../event/channel-words.ts";
import { readableName } from "./readable.ts";

const kinds: Readonly<Record<string, TextKey>> = {
  image: "desk.kind.image",
  voice: "desk.kind.voice",
  video: "desk.kind.video",
  location: "desk.kind.location",
  link: "desk.kind.link",
  mini_program: "desk.kind.mini_program",
  article: "desk.kind.article",
  menu: "desk.kind.menu",
  coupon: "desk.kind.coupon",
  file: "desk.kind.file",
  news: "desk.kind.news",
  music: "desk.kind.music",
  notice: "desk.kind.notice",
  handover: "desk.kind.handover",
};

/** A message on one line: its words, or what it is. */
export function previewText({ kind, text }: { readonly kind: string; readonly text: string }): string {
  const words = readableName(text);
  if (kind === "text" || kind === "entry") return words;
  // Of what she did without a word this is the name.
  if (kind === "event") return `[${t("desk.kind.event")}] ${channelEventWords({ name: text })}`;
  const word = t(kinds[kind] ?? "desk.kind.unknown");
  return words === "" ? `[${word}]` : `[${word}] ${words}`;
}
