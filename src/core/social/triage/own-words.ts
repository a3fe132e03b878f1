import { foldSigns } from "../../answer/fold.ts";

/** A repost's own words stand before the first of those whom it repeats. */
const CHAIN = /\/\/\s*@/u;
const ANSWERED = /^回[复復]\s*@[^:：\s]{1,40}\s*[:：]/u;
const MENTION = /@[\p{L}\p{N}_·-]{1,40}/gu;
const TOPIC = /#[^#\n]{1,60}#/gu;
const LINK = /https?:\/\/[!-~]+/gu;
const FACE = /\[[^[\]\s]{1,8}\]/gu;

/** Without the words by which the platform begins a comment that answers one. */
export const withoutAddress = (text: string): string => text.replace(ANSWERED, "");

/** A text taken apart: what she says herself, and what belongs to the platform's grammar. */
export type OwnWords = {
  /** In the form in which texts are compared; empty where she says nothing of her own. */
  readonly said: string;
  /** The same with its signs, so that a question mark still counts. */
  readonly spoken: string;
  /** What she repeats of others, compared the same way. */
  readonly repeated: string;
  readonly mentions: readonly string[];
  readonly topics: readonly string[];
  readonly links: number;
};

export function ownWordsOf(text: string): OwnWords {
  const cut = CHAIN.exec(text)?.index ?? text.length;
  const own = text.slice(0, cut).replace(ANSWERED, "");
  const spoken = [MENTION, TOPIC, LINK, FACE].reduce((words, sign) => words.replace(sign, " "), own).trim();
  return {
    said: foldSigns(spoken),
    spoken,
    repeated: foldSigns(text.slice(cut)),
    mentions: [...own.matchAll(MENTION)].map(([name]) => name.slice(1)),
    topics: [...text.matchAll(TOPIC)].map(([topic]) => topic.slice(1, -1).trim()),
    links: [...own.matchAll(LINK)].length,
  };
}

/** With fewer, two who know nothing of each other may well write the same. */
const COPY_CHARS_MIN = 20;

/**
 * What texts that say the same have in common; undefined where there is too little of it. It is compared as it is, not
 * kept: a store keeps a digest.
 */
export function copyKeyOf(text: string): string | undefined {
  const { said } = ownWordsOf(text);
  return said.length < COPY_CHARS_MIN ? undefined : said;
}
