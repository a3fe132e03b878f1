import type { SimulatedAccount } from "./account.ts";
import { unseal } from "./sealed/reply.ts";
import { isTree, readTree, type Tree } from "./sealed/tree.ts";
import type { Shown } from "./shown.ts";

/** What the webhook's answer shows on the fan's phone (protocols §1.7). */
export type ReadReply =
  | { readonly kind: "nothing" }
  | {
      readonly kind: "message";
      readonly type: string;
      readonly to: string;
      readonly from: string;
      readonly shows: Shown | { readonly kind: "transferred"; readonly to: string };
    }
  /** The platform tells the fan that the account is out of order. */
  | { readonly kind: "trouble"; readonly why: string };

/** The same in words. */
export type SeenReply =
  | Exclude<ReadReply, { readonly kind: "message" }>
  | {
      readonly kind: "message";
      readonly type: string;
      readonly to: string;
      readonly from: string;
      /** The words of it, a line a part. */
      readonly text: string;
    };

const TEXT_BYTES_MAX = 2_048;

/**
 * Reads an answer as the platform would: anything that is no reply and no silence is trouble for the fan. In plain
 * mode where no account is given.
 */
export async function readReply(
  status: number,
  answer: string,
  account?: SimulatedAccount,
): Promise<ReadReply> {
  if (status !== 200) return { kind: "trouble", why: `the answer's status is ${status}` };
  const unsealed = await unseal(account, answer);
  if (unsealed.kind === "unreadable") return { kind: "trouble", why: unsealed.why };
  const { body } = unsealed;
  if (body === "" || body === "success") return { kind: "nothing" };
  const root = await readTree(body, account);
  if (!isTree(root)) return { kind: "trouble", why: root };
  const type = textOf(root, "MsgType");
  if (account?.mini !== undefined && type !== HANDOVER) {
    return { kind: "trouble", why: `a mini program is answered nothing of type ${type}` };
  }
  return readRoot(root, type);
}

/** All that a mini program may be answered with the call (protocols §3). */
const HANDOVER = "transfer_customer_service";

export async function readPassiveReply(
  status: number,
  body: string,
  account?: SimulatedAccount,
): Promise<SeenReply> {
  const reply = await readReply(status, body, account);
  if (reply.kind !== "message") return reply;
  const { shows, ...rest } = reply;
  return { ...rest, text: wordsOf(shows) };
}

function readRoot(root: Tree, type: string): ReadReply {
  const to = textOf(root, "ToUserName");
  const from = textOf(root, "FromUserName");
  if (to === "" || from === "") return { kind: "trouble", why: "the answer names no receiver or no sender" };
  if (!/^[0-9]+$/.test(textOf(root, "CreateTime"))) {
    return { kind: "trouble", why: "the answer has no time in seconds" };
  }
  const shows = shownOf(root, type);
  if (shows === undefined) return { kind: "trouble", why: `the answer of type ${type} lacks its content` };
  if (shows.kind === "text" && Buffer.byteLength(shows.text) > TEXT_BYTES_MAX) {
    return { kind: "trouble", why: `the answer's text is longer than ${TEXT_BYTES_MAX} bytes` };
  }
  return { kind: "message", type, to, from, shows };
}

/** What a reply shows; undefined where it lacks what its type needs. */
function shownOf(root: Tree, type: string): Extract<ReadReply, { kind: "message" }>["shows"] | undefined {
  switch (type) {
    case "text": {
      const text = textOf(root, "Content");
      return text === "" ? undefined : { kind: "text", text };
    }
    case "image":
      return mediumOf(child(root, "Image"), "image");
    case "voice":
      return mediumOf(child(root, "Voice"), "voice");
    case "video": {
      const video = child(root, "Video");
      const mediaId = textOf(video, "MediaId");
      return mediaId === "" ? undefined : { kind: "video", mediaId, ...captionOf(video) };
    }
    case "music": {
      const music = child(root, "Music");
      const shows = { kind: "music", ...captionOf(music), url: textOf(music, "MusicUrl") } as const;
      return wordsOf(shows) === "" ? undefined : shows;
    }
    case "news":
      return newsOf(root);
    case HANDOVER:
      return { kind: "transferred", to: textOf(child(root, "TransInfo"), "KfAccount") };
    default:
      return undefined;
  }
}

function mediumOf(tree: unknown, kind: "image" | "voice"): Shown | undefined {
  const mediaId = textOf(tree, "MediaId");
  return mediaId === "" ? undefined : { kind, mediaId };
}

const captionOf = (tree: unknown) => ({
  title: textOf(tree, "Title"),
  description: textOf(tree, "Description"),
});

function newsOf(root: Tree): Shown | undefined {
  const items = child(child(root, "Articles"), "item");
  const list: unknown[] = Array.isArray(items) ? items : [items];
  if (textOf(root, "ArticleCount") !== String(list.length)) return undefined;
  // In answer to a message only the first article is shown.
  const [item] = list;
  const shows = {
    kind: "news",
    ...captionOf(item),
    pictureUrl: textOf(item, "PicUrl"),
    url: textOf(item, "Url"),
  } as const;
  return wordsOf(shows) === "" ? undefined : shows;
}

/** The words of what is shown, a line a part. */
export function wordsOf(shows: Shown | { readonly kind: "transferred"; readonly to: string }): string {
  const { kind: _, ...parts } = shows;
  return Object.values(parts)
    .filter((text) => text !== "")
    .join("\n");
}

function child(tree: unknown, name: string): unknown {
  return isTree(tree) && Object.hasOwn(tree, name) ? tree[name] : undefined;
}

function textOf(tree: unknown, name: string): string {
  const value = child(tree, name);
  return typeof value === "string" ? value : "";
}
