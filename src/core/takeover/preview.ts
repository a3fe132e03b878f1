import type { Answer } from "../knowledge/entry.ts";
import type { KeywordRule, PageReply, Standing } from "./standing.ts";

export const RULES_MAX = 1_000;
const PHRASINGS_MAX = 100;
const TITLE_CHARS_MAX = 60;
const PHRASING_CHARS_MAX = 200;
/** What one message carries on every platform that has such replies, with room to spare. */
const TEXT_CHARS_MAX = 600;

/** What will be other than it was: several replies become one; of several by chance the first; the exact word had to be written; it was switched off. */
export type Note = "joined" | "first_of_several" | "was_exact" | "was_off";
/** Why something cannot be taken over: `kind` names the kind of reply, where that is why. */
export type Why =
  | { readonly code: "no_keywords" | "no_reply" | "too_long" | "several_kinds" }
  | { readonly code: "reply_kind"; readonly kind: string };

export type Mapped<To> =
  | { readonly maps: true; readonly to: To; readonly notes: readonly Note[] }
  | { readonly maps: false; readonly why: Why };

/** An entry of the knowledge that is not published. */
export type EntryDraft = {
  readonly title: string;
  readonly phrasings: readonly string[];
  readonly answer: Answer;
};

export type RulePreview = Mapped<EntryDraft> & {
  /** Its place among the rules of the page. */
  readonly index: number;
  readonly name: string;
  readonly keywords: readonly string[];
};

/** What each reply of the page would be with us, row by row, and why some would not. */
export function previewOf({ rules, replies, welcomes, welcome, fallback }: Standing): {
  readonly welcome: Mapped<string> | undefined;
  readonly fallback: Mapped<string> | undefined;
  readonly rules: readonly RulePreview[];
} {
  return {
    welcome: welcome && textOf(welcome, welcomes),
    fallback: fallback && textOf(fallback, replies),
    rules: rules.map((rule, index) => ({
      ...entryOf(rule, replies),
      index,
      name: rule.name,
      keywords: rule.keywords.map(({ text }) => text),
    })),
  };
}

/** Our own notices are texts. */
function textOf(reply: PageReply, isOn: boolean): Mapped<string> {
  if (reply.kind !== "text") return unlike(reply);
  const text = reply.text.trim();
  if (text === "") return { maps: false, why: { code: "no_reply" } };
  if (text.length > TEXT_CHARS_MAX) return { maps: false, why: { code: "too_long" } };
  return { maps: true, to: text, notes: isOn ? [] : ["was_off"] };
}

function entryOf(rule: KeywordRule, isOn: boolean): Mapped<EntryDraft> {
  const phrasings = [...new Set(rule.keywords.map(({ text }) => text.trim().slice(0, PHRASING_CHARS_MAX)))]
    .filter((text) => text !== "")
    .slice(0, PHRASINGS_MAX);
  const [first] = phrasings;
  if (first === undefined) return { maps: false, why: { code: "no_keywords" } };
  const answer = answerOf(rule);
  if (!answer.maps) return answer;
  const title = (rule.name.trim() || first).slice(0, TITLE_CHARS_MAX);
  const notes: readonly Note[] = [
    ...answer.notes,
    ...(rule.keywords.some(({ exact }) => exact) ? (["was_exact"] as const) : []),
    ...(isOn ? [] : (["was_off"] as const)),
  ];
  return { maps: true, to: { title, phrasings, answer: answer.to }, notes };
}

/** One answer of ours is one message. */
function answerOf({ replies, oneOf }: KeywordRule): Mapped<Answer> {
  const [first] = replies;
  if (first === undefined) return { maps: false, why: { code: "no_reply" } };
  if (oneOf || replies.length === 1) {
    const one = oneAnswer(first);
    return one.maps && replies.length > 1 ? { ...one, notes: ["first_of_several"] } : one;
  }
  const texts = replies.flatMap((reply) => (reply.kind === "text" ? [reply.text.trim()] : []));
  if (texts.length < replies.length) return { maps: false, why: { code: "several_kinds" } };
  const joined = oneAnswer({ kind: "text", text: texts.join("\n") });
  return joined.maps ? { ...joined, notes: ["joined"] } : joined;
}

function oneAnswer(reply: PageReply): Mapped<Answer> {
  switch (reply.kind) {
    case "text": {
      const text = textOf(reply, true);
      return text.maps ? { ...text, to: { kind: "text", text: text.to } } : text;
    }
    case "image":
      return reply.mediaId === ""
        ? { maps: false, why: { code: "no_reply" } }
        : { maps: true, to: { kind: "image", mediaId: reply.mediaId }, notes: [] };
    case "news": {
      const [article, ...more] = reply.articles;
      return article !== undefined && more.length === 0 && article.url !== ""
        ? { maps: true, to: { kind: "news", articles: [article] }, notes: [] }
        : unlike(reply);
    }
    case "other":
      return unlike(reply);
  }
}

const unlike = (reply: PageReply): Mapped<never> => ({
  maps: false,
  why: { code: "reply_kind", kind: reply.kind === "other" ? reply.type : reply.kind },
});
