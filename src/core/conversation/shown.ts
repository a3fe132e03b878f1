import type { Content } from "../channel/content.ts";

/** Where the bytes of a picture, a voice or a film are. */
export type MediaState = "remote" | "stored" | "expired" | "refused";

/** What a message carries, as it is shown: without the platform's ids and addresses of media. */
export type ShownContent =
  | Exclude<Content, { kind: "image" | "voice" | "video" | "file" | "mini_program" | "music" | "unknown" }>
  | { readonly kind: "image"; readonly media: MediaState }
  | {
      readonly kind: "voice";
      readonly media: MediaState;
      readonly format: string;
      readonly recognition?: string;
    }
  | {
      readonly kind: "video";
      readonly media: MediaState;
      readonly short: boolean;
      readonly title?: string;
    }
  | { readonly kind: "mini_program"; readonly title: string; readonly appId?: string; readonly path: string }
  | { readonly kind: "file"; readonly title: string; readonly bytes?: number }
  | { readonly kind: "music"; readonly title?: string; readonly description?: string; readonly url: string }
  | { readonly kind: "unknown"; readonly type: string; readonly text: string };

/** `media`: the state of its attachment; ours have none, we hold them. */
export function shownContent(content: Content, media: MediaState | null): ShownContent {
  switch (content.kind) {
    case "image":
      return { kind: "image", media: media ?? ofOurs(content) };
    case "voice": {
      const { kind, format, recognition } = content;
      return {
        kind,
        format,
        media: media ?? ofOurs(content),
        ...(recognition === undefined ? {} : { recognition }),
      };
    }
    case "video": {
      const { kind, short, title } = content;
      return { kind, short, media: media ?? ofOurs(content), ...(title === undefined ? {} : { title }) };
    }
    case "file": {
      const { kind, title, bytes } = content;
      return { kind, title, ...(bytes === undefined ? {} : { bytes }) };
    }
    case "mini_program": {
      const { kind, title, appId, path } = content;
      return { kind, title, path, ...(appId === undefined ? {} : { appId }) };
    }
    case "music": {
      const { thumbnailId: _thumbnailId, hqUrl: _hqUrl, ...music } = content;
      return music;
    }
    case "text":
    case "location":
    case "link":
    case "article":
    case "menu":
    case "coupon":
    case "news":
    case "notice":
    case "handover":
    case "event":
    case "unknown":
      return content;
  }
}

const ofOurs = ({ blobId }: { readonly blobId?: string }): MediaState =>
  blobId === undefined ? "refused" : "stored";

const PREVIEW_MAX = 80;

/** The beginning of its words on one line; empty where it has none. */
export function previewText(content: Content): string {
  const words = wordsOf(content).replace(/\s+/gu, " ").trim();
  // Between two code points: half an emoji is no text.
  return Array.from(words.slice(0, 2 * PREVIEW_MAX))
    .slice(0, PREVIEW_MAX)
    .join("")
    .toWellFormed();
}

/** All its words, as they were written; empty where it has none. */
export function wordsOf(content: Content): string {
  switch (content.kind) {
    case "text":
    case "unknown":
      return content.text;
    case "voice":
      return content.recognition ?? "";
    case "location":
      return content.label;
    case "video":
    case "link":
    case "file":
    case "mini_program":
    case "music":
      return content.title ?? "";
    case "news":
      return content.articles[0]?.title ?? "";
    case "menu":
      return [content.head, ...content.items.map(({ text }) => text), content.tail]
        .filter(Boolean)
        .join("\n");
    case "notice":
      return [content.title, ...content.lines.map(({ text }) => text)].join("\n");
    case "event":
      return content.event.name;
    case "image":
    case "article":
    case "coupon":
    case "handover":
      return "";
  }
}
