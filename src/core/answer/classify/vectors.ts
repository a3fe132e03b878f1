import { createNumbering, type KeyTable, numberOf } from "../grams/key-table.ts";
import { weightAt } from "../grams/lists.ts";
import { isHeard } from "../sound/sounds.ts";
import { readSound, readSpelling, type ReadFeatures } from "./features.ts";

/** A text as few weighted features out of many. */
export type Vector = { readonly features: Uint32Array; readonly values: Float64Array };

/** The features of a knowledge, numbered, with their rarity. Flat arrays: it passes between threads. */
export type Vocabulary = {
  readonly features: KeyTable;
  readonly rarities: Float64Array;
  readonly unknown: number;
};

/** How it sounds weighs so much of how it is written. */
const SOUND_WEIGHT = 0.5;
/** Letters alone of which so much is known by its sound are pinyin: how they are written says nothing. */
const PINYIN_KNOWN_MIN = 0.8;

/** How much a feature that the knowledge has never seen takes from those that it has. */
const UNKNOWN_SHARE = 0.5;

/** `timesMin`: features of fewer texts are left out. */
export function buildVocabulary(texts: readonly string[], timesMin: number): Vocabulary {
  const counts = countTexts(texts);
  const numbering = createNumbering();
  const rarities: number[] = [];
  for (const [key, count] of counts) {
    if (count < timesMin) continue;
    rarities[numbering.numberOf(key)] = rarity(count, texts.length);
  }
  return {
    features: numbering.table(),
    rarities: Float64Array.from(rarities),
    unknown: rarity(0, texts.length),
  };
}

function countTexts(texts: readonly string[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const text of texts) {
    const keys = new Set<number>();
    readSpelling(text, (key) => keys.add(key));
    if (isHeard(text)) readSound(text, (key) => keys.add(key));
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const rarity = (count: number, texts: number): number => 1 + Math.log((1 + texts) / (1 + count));

/**
 * Spelling and sound each a unit vector of tf-idf (both by their logarithm), weighted, together a unit vector again.
 * What is unknown shortens it, so that a text of which little is known gets no loud answer.
 */
export function vectorOf(vocabulary: Vocabulary, text: string): Vector {
  const spelling = viewOf(vocabulary, text, readSpelling);
  const sound = viewOf(vocabulary, text, readSound);
  if (sound.features.length === 0) return spelling;
  if (spelling.features.length === 0 || (!isHeard(text) && sound.known >= PINYIN_KNOWN_MIN)) return sound;
  const scale = 1 / Math.hypot(1, SOUND_WEIGHT);
  return {
    features: Uint32Array.from([...spelling.features, ...sound.features]),
    values: Float64Array.from([
      ...spelling.values.map((value) => value * scale),
      ...sound.values.map((value) => value * scale * SOUND_WEIGHT),
    ]),
  };
}

type View = Vector & {
  /** The share of its features that the vocabulary has. */
  readonly known: number;
};

function viewOf({ features, rarities, unknown }: Vocabulary, text: string, read: ReadFeatures): View {
  const times = new Map<number, number>();
  let all = 0;
  let unknownCount = 0;
  read(text, (key) => {
    const feature = numberOf(features, key);
    all += 1;
    if (feature === undefined) unknownCount += 1;
    else times.set(feature, (times.get(feature) ?? 0) + 1);
  });
  let squared = UNKNOWN_SHARE * unknownCount * unknown * unknown;
  const values = Float64Array.from(times, ([feature, count]) => {
    const value = (1 + Math.log(count)) * weightAt(rarities, feature);
    squared += value * value;
    return value;
  });
  const length = Math.sqrt(squared || 1);
  return {
    features: Uint32Array.from(times.keys()),
    values: values.map((value) => value / length),
    known: all === 0 ? 0 : 1 - unknownCount / all,
  };
}
