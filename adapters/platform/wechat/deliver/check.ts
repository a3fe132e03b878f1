import {
  type CheckedWords,
  type Content,
  DAY,
  type Delivery,
  HOUR,
  type Instant,
  MINUTE,
  type PlatformAdapter,
  SECOND,
  type Sending,
  z,
} from "seatbridge/kit";

import type { Client, ClientAnswer } from "../api/client.ts";
import { CHECKED_CHARS_MAX, checkMedia, checkText } from "../api/content/content-check.ts";

type Deliver = NonNullable<PlatformAdapter["deliver"]>;

/**
 * Whose words and media the platform is asked about (内容安全, protocols §1.17), and what holds where it does not say. Words
 * are judged before they leave; of a picture or a voice the verdict comes within half an hour, so it leaves meanwhile.
 */
export type Checking = {
  readonly whose: "people" | "all";
  readonly whenAway: "send" | "hold";
};

/** Whose words, pictures and voices are checked, and whether they leave where the platform does not say. */
export const checkSettings = {
  checks: z.enum(["off", "people", "all"]).default("off"),
  checksAway: z.enum(["send", "hold"]).default("send"),
};

export const checkingOf = ({
  checks,
  checksAway,
}: z.output<z.ZodObject<typeof checkSettings>>): Checking | undefined =>
  checks === "off" ? undefined : { whose: checks, whenAway: checksAway };

export type Check = {
  /** Sends what the platform does not find risky. What was refused here has not left. */
  readonly guard: (deliver: Deliver) => Deliver;
  /** What may leave with a webhook; absent where the bot's words are not asked about. */
  readonly checked?: CheckedWords;
};

/** A check is one call more on the way of each message; the fan waits for it. */
const CHECK_MS_MAX = 3 * SECOND;
/** Its code in the interface of the version before. */
const RISKY = "87014";
/** What was found of words holds so long, and is asked for anew in good time. */
const GOOD_MS = DAY;
const ANEW_MS = 12 * HOUR;
/** Where nobody says, it is not asked of each message. */
const AWAY_MS = 10 * MINUTE;
const KEPT_MAX = 5_000;

type Verdict = "fine" | "risky" | "unknown";

/**
 * Asks about words, and remembers: the same answer is given ten thousand times, and a webhook, which has five seconds for
 * everything, cannot wait for a second server. So a passive reply leaves only where its words are known to be fine;
 * others go by the send interface, where there is time to ask.
 */
export function createCheck(
  client: Client,
  { clock, addressOf = () => undefined }: Pick<Sending, "clock" | "addressOf">,
  { whose, whenAway }: Checking,
): Check {
  /** When each piece of words was found fine. */
  const fine = new Map<string, Instant>();
  let awayAt = -Infinity;

  async function ask(piece: string, signal?: AbortSignal): Promise<Verdict> {
    const options = { timeoutMs: CHECK_MS_MAX, ...(signal && { signal }) };
    const verdict = verdictOf(await client(checkText, { content: piece }, options));
    fine.delete(piece);
    if (verdict === "fine") fine.set(piece, clock());
    if (verdict === "unknown") awayAt = clock();
    const [oldest] = fine.keys();
    if (fine.size > KEPT_MAX && oldest !== undefined) fine.delete(oldest);
    return verdict;
  }

  const isFine = (piece: string): boolean => clock() - (fine.get(piece) ?? -Infinity) < GOOD_MS;

  /** Before it is forgotten; nobody waits for it, and what cannot be asked now is asked on its way. */
  function askAnew(piece: string): void {
    const since = fine.get(piece) ?? Infinity;
    if (clock() - since < ANEW_MS) return;
    fine.set(piece, since + HOUR);
    void ask(piece).catch(() => undefined);
  }

  function mayLeave(content: Content): boolean {
    const pieces = piecesOf(content);
    pieces.forEach(askAnew);
    const sendsUnasked = whenAway === "send" && clock() - awayAt < AWAY_MS;
    return pieces.every((piece) => isFine(piece) || sendsUnasked);
  }

  async function foresee(contents: readonly Content[]): Promise<void> {
    for (const piece of contents.flatMap(piecesOf)) {
      if (isFine(piece)) continue;
      // Whoever cannot be asked now is asked when it is said.
      const verdict = await ask(piece).catch(() => "unknown" as const);
      if (verdict === "unknown") return;
    }
  }

  return {
    guard: (deliver) => async (message, signal) => {
      if (whose === "people" && message.by !== "person") return deliver(message, signal);
      for (const piece of piecesOf(message.content)) {
        const verdict = isFine(piece) ? "fine" : await ask(piece, signal);
        if (verdict === "risky") return { kind: "rejected", code: "content_risky", next: "give_up" };
        if (verdict === "unknown" && whenAway === "hold") return AWAY;
      }
      const medium = mediumOf(message.content);
      if (medium === undefined) return deliver(message, signal);
      const found = { ...medium, url: addressOf(medium.blobId) };
      const checkId = await askAbout(client, message.to, found, signal);
      if (checkId === undefined && whenAway === "hold") return AWAY;
      const delivery = await deliver(message, signal);
      return delivery.kind === "accepted" && checkId !== undefined ? { ...delivery, checkId } : delivery;
    },
    ...(whose === "all" && { checked: { mayLeave, foresee } }),
  };
}

const VERSION = 2;
/** A comment: nearest to an answer of the four. */
const SCENE = 2;
const SOUND = 1;
const PICTURE = 2;

type Medium = { readonly blobId: string; readonly type: typeof SOUND | typeof PICTURE };

/** What of ours can be looked at or listened to; the platform checks no films, and has judged what is its own. */
function mediumOf(content: Content): Medium | undefined {
  if (content.kind !== "image" && content.kind !== "voice") return undefined;
  const { kind, blobId } = content;
  return blobId === undefined ? undefined : { blobId, type: kind === "image" ? PICTURE : SOUND };
}

/** The id by which the verdict comes; undefined where the platform cannot fetch it, or does not want to. */
async function askAbout(
  client: Client,
  openid: string,
  { type, url }: Pick<Medium, "type"> & { readonly url: string | undefined },
  signal: AbortSignal,
): Promise<string | undefined> {
  if (url === undefined) return undefined;
  const asked = { media_url: url, media_type: type, version: VERSION, scene: SCENE, openid };
  const answer = await client(checkMedia, asked, { timeoutMs: CHECK_MS_MAX, signal });
  return answer.kind === "ok" ? answer.value.trace_id : undefined;
}

const AWAY: Delivery = { kind: "rejected", code: "check_away", next: "retry" };

/** `review`, which wants a person to look, is sent: a person has written it, or approved the answer. */
function verdictOf(answer: ClientAnswer<{ readonly result?: { readonly suggest: string } | undefined }>) {
  if (answer.kind === "refused") return answer.code === RISKY ? "risky" : "unknown";
  if (answer.kind !== "ok") return "unknown";
  return answer.value.result?.suggest === "risky" ? "risky" : "fine";
}

/** Every word of it that a fan would read. */
function wordsOf(content: Content): string {
  switch (content.kind) {
    case "text":
      return content.text;
    case "link":
      return lines(content.title, content.description);
    case "news":
      return lines(...content.articles.flatMap(({ title, description }) => [title, description]));
    case "menu":
      return lines(content.head, ...content.items.map(({ text }) => text), content.tail);
    case "notice":
      return lines(...content.lines.map(({ text }) => text));
    case "video":
    case "music":
      return lines(content.title ?? "", content.description ?? "");
    case "mini_program":
      return content.title;
    case "image":
    case "voice":
    case "location":
    case "article":
    case "coupon":
    case "file":
    case "handover":
    case "event":
    case "unknown":
      return "";
  }
}

const lines = (...words: readonly string[]): string => words.filter((one) => one !== "").join("\n");

/** By code points: half an emoji is no text. */
function piecesOf(content: Content): readonly string[] {
  const chars = Array.from(wordsOf(content).trim());
  const half = Math.floor(CHECKED_CHARS_MAX / 2);
  return Array.from({ length: Math.ceil(chars.length / half) }, (_, index) =>
    chars.slice(index * half, (index + 1) * half).join(""),
  );
}
