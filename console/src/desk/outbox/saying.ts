import type { MediaKind } from "../../../../src/core/media/sniff.ts";
import type { Card } from "../api/conversation.ts";
import type { Message } from "../api/wire.ts";
import type { Pending, Queue } from "./pending.ts";

export type Said =
  | { readonly kind: "text"; readonly text: string; readonly despite?: boolean }
  /** A picture, a voice or a film, shown from `url` until the thread shows it. */
  | {
      readonly kind: "media";
      readonly is: MediaKind;
      readonly file: Blob;
      readonly url: string;
      readonly cover?: Blob;
    }
  /** A card; of a mini program's, the cover is still here. */
  | { readonly kind: "card"; readonly card: CardDraft; readonly cover?: Blob; readonly despite?: boolean };

/** A card that is being written. */
export type CardDraft =
  | Exclude<Card, { kind: "mini_program" }>
  | Omit<Extract<Card, { kind: "mini_program" }>, "coverId">;

/** Something of mine on its way into a conversation. */
export type Saying = {
  readonly to: "customer" | "colleagues";
  readonly what: Said;
  /** The last message on my screen when I said it. */
  readonly seenSeq: number;
};

/**
 * The colleague who has answered the customer since I said it, unseen by me: then mine is held, or she would be
 * answered twice. Notes harm nobody.
 */
export function answeredMeanwhile(
  { to, seenSeq }: Saying,
  messages: readonly Message[],
  myId: string,
): string | undefined {
  if (to === "colleagues") return undefined;
  const theirs = messages.findLast(
    ({ seq, author, internal, staff }) =>
      seq > seenSeq && author === "agent" && !internal && staff !== null && staff.id !== myId,
  );
  return theirs?.staff?.name;
}

/**
 * Whether the time in which she may be written to has ended since I said it. Then it is held: sent, it would only be
 * refused. What is sent once more, or said after the end, is the platform's to judge.
 */
export function windowClosedSince(
  { at, body: { to } }: Pick<Pending<Saying>, "at" | "body">,
  messages: readonly Message[],
  windowMs: number | null,
  now: number,
): boolean {
  if (to === "colleagues" || windowMs === null) return false;
  const heard = messages.findLast(({ author }) => author === "fan");
  const end = heard === undefined ? undefined : heard.at + windowMs;
  return end !== undefined && at < end && end <= now;
}

/**
 * The keys of those that the thread shows already, of one conversation: by the numbers that the server answered with,
 * or, where its answer is still on the way, by the words themselves. Each message stands for one, so that the same
 * words said twice are two.
 */
export function shownIn(
  queue: Queue<Saying>,
  messages: readonly Message[],
  myId: string,
): ReadonlySet<string> {
  const shown = new Set<string>();
  const taken = new Set<number>();
  const last = messages.at(-1)?.seq ?? 0;
  for (const { key, seqs = [] } of queue) {
    for (const seq of seqs) taken.add(seq);
    if (seqs.length > 0 && seqs.every((seq) => seq <= last)) shown.add(key);
  }
  for (const { key, seqs, body } of queue) {
    if (seqs !== undefined || body.what.kind !== "text") continue;
    const { text } = body.what;
    const mine = messages.find(
      ({ seq, staff, internal, content }) =>
        seq > body.seenSeq &&
        !taken.has(seq) &&
        staff?.id === myId &&
        internal === (body.to === "colleagues") &&
        content.kind === "text" &&
        content.text === text.trim(),
    );
    if (mine === undefined) continue;
    taken.add(mine.seq);
    shown.add(key);
  }
  return shown;
}
