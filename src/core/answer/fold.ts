import { stripChatter } from "./words/chatter.ts";
import { simplify } from "./words/simplify.ts";
import { unifySpoken } from "./words/spoken.ts";

/** Joiners, marks of direction, variation selectors, keycaps: seen by nobody, yet they keep equal words apart. */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]+/gu;

/** Faces that WeChat writes as words in brackets; only well-known ones, so that "[转人工]" keeps its meaning. */
const FACES =
  /\[(?:微笑|呲牙|偷笑|憨笑|愉快|可爱|害羞|得意|酷|色|亲亲|调皮|坏笑|强|ok|抱拳|握手|玫瑰|爱心|心|合十|胜利|鼓掌|拥抱|笑哭|破涕为笑|捂脸|流泪|大哭|发怒|抓狂|尴尬|疑问|晕|撇嘴|难过|委屈|可怜|再见|庆祝|加油|太阳|咖啡|让我看看|嘿哈|奸笑|机智|皱眉|耶|旺柴|苦涩|裂开|图片|表情)\]/gu;

const NOT_WORDS = /[^\p{L}\p{N}\p{M}]+/gu;
const BESIDE_HAN = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu;
const EDGE_SPACE = /^ | $/g;

/**
 * Brings a text into the form in which texts are compared: width, case, punctuation, emoji, traditional
 * characters, spoken variants and chatter at the edges make no difference any more. Idempotent. Empty where there were no words.
 */
export function fold(text: string): string {
  return stripChatter(unifySpoken(foldSigns(text)));
}

/** The same without touching any word: for rules that read words which `fold` may take as chatter. */
export function foldSigns(text: string): string {
  // Lower case can make a composition possible that was none before (J + caron), hence the second pass.
  const letters = simplify(text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase().normalize("NFKC"));
  // A separator says something only between two words that are not written in Han characters.
  return letters.replace(FACES, " ").replace(NOT_WORDS, " ").replace(BESIDE_HAN, "").replace(EDGE_SPACE, "");
}
