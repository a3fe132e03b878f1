import { fitsIn, type TextLimit } from "../channel/split.ts";
import type { Spender } from "./ledger.ts";

/** Between texts that leave as one message. */
const SEAM = "\n";

/** So many texts at most leave as one message. */
export const JOINED_MAX = 10;

/** Something of ours on its way out of a conversation. */
export type Leaving = {
  readonly spender: Spender;
  /** Whose words they are; null: nobody's of us. */
  readonly staffId: string | null;
  /** Null where it leaves by itself, as a picture does. */
  readonly text: string | null;
};

export const joinTexts = (texts: readonly string[]): string => texts.join(SEAM);

/**
 * The messages as which these leave, in their order, where each costs a place: texts of one author that follow each
 * other go together, as many as one message holds. None is skipped for a shorter one behind it.
 */
export function messagesOf<One extends Leaving>(
  leaving: readonly One[],
  limit: TextLimit,
): readonly (readonly One[])[] {
  const messages: One[][] = [];
  for (const one of leaving) {
    const last = messages.at(-1);
    if (last !== undefined && takes(last, one, limit)) last.push(one);
    else messages.push([one]);
  }
  return messages;
}

function takes(message: readonly Leaving[], { spender, staffId, text }: Leaving, limit: TextLimit): boolean {
  const [first] = message;
  if (text === null || message.length === JOINED_MAX) return false;
  if (first?.text == null || first.spender !== spender || first.staffId !== staffId) return false;
  return fitsIn(joinTexts([...message.map((one) => one.text ?? ""), text]), limit);
}

/** The places that people's words will take of it: the bot stops before those that it would take from them. */
export const placesFor = (leaving: readonly Leaving[], limit: TextLimit): number =>
  messagesOf(leaving, limit).filter(([first]) => first?.spender === "agent").length;
