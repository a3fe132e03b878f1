import { foldSigns } from "../answer/fold.ts";
import type { Objection } from "./doubt.ts";

/** An entry that was published and whose time is over: its texts, on whatever platform. */
export type EntryOver = { readonly title: string; readonly texts: readonly string[] };

/** Shorter sentences are everybody's. */
const SIGNS_MIN = 8;
/** What a sentence promises has a number in it, or gives something. */
const PROMISES = /[\d〇一二三四五六七八九十百]|[赠送折减免券返补惠]/u;

/** A promise of an entry whose time is over, where the text makes it once more. */
export function promiseOverIn(text: string, over: readonly EntryOver[]): Objection | undefined {
  if (over.length === 0) return undefined;
  const said = foldSigns(text);
  for (const { title, texts } of over) {
    const word = texts
      .flatMap(sentencesOf)
      .find((sentence) => isPromise(sentence) && said.includes(foldSigns(sentence)));
    if (word !== undefined) return { code: "promise_over", word, title };
  }
  return undefined;
}

const sentencesOf = (text: string): readonly string[] =>
  text.split(/[。！？!?；;\n]/u).map((sentence) => sentence.trim());

const isPromise = (sentence: string): boolean =>
  PROMISES.test(sentence) && foldSigns(sentence).length >= SIGNS_MIN;
