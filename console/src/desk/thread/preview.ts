import { t, type TextKey } from "../../text/index.ts";
import { readableName } from "./readable.ts";

const kinds: Readonly<Record<string, TextKey>> = {
  image: "desk.kind.image",
  voice: "desk.kind.voice",
  video: "desk.kind.video",
  location: "desk.kind.location",
  link: "desk.kind.link",
  file: "desk.kind.file",
  news: "desk.kind.news",
  music: "desk.kind.music",
  event: "desk.kind.event",
  handover: "desk.kind.handover",
};

/** A message on one line: its words, or what it is. */
export function previewText({ kind, text }: { readonly kind: string; readonly text: string }): string {
  const words = readableName(text);
  if (kind === "text" || kind === "entry") return words;
  const word = t(kinds[kind] ?? "desk.kind.unknown");
  return words === "" ? `[${word}]` : `[${word}] ${words}`;
}
