import { Fault } from "../kernel/fault.ts";

/** UTF-16 units, as a composer counts them. */
export const REPLY_CHARS_MAX = 5_000;

/** Space, and signs that show nothing. */
const UNSEEN = /[\s\p{Cf}\u2800\u3164\u115F\u1160]/gu;
const PLACEHOLDER = /\{\{[^{}]*\}\}/u;
const SHOWN_MAX = 32;

/**
 * The words of a note: what an agent typed, fit to be kept.
 * @throws Fault `reply_empty`, `reply_too_long` {max}
 */
export function noteWords(text: string): string {
  if (text.length > REPLY_CHARS_MAX) {
    throw new Fault("reply_too_long", `At most ${REPLY_CHARS_MAX} characters fit. Shorten it.`, {
      max: REPLY_CHARS_MAX,
    });
  }
  if (text.replace(UNSEEN, "") === "")
    throw new Fault("reply_empty", "There is nothing to send. Write something.");
  // Half an emoji, as a browser may cut it, is no text for a database.
  return text.replaceAll("\0", "").toWellFormed();
}

/**
 * The words of a reply. A hole of a canned reply that nobody filled must not reach a fan.
 * @throws Fault `placeholder_unresolved` {placeholder}, and those of a note
 */
export function replyWords(text: string): string {
  const words = noteWords(text);
  const [placeholder] = PLACEHOLDER.exec(words) ?? [];
  if (placeholder === undefined) return words;
  throw new Fault("placeholder_unresolved", `Fill in ${placeholder} first.`, {
    placeholder: placeholder.slice(0, SHOWN_MAX),
  });
}
