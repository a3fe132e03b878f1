import { Converter } from "opencc-js";
import { pinyin } from "pinyin-pro";

const LINE_CHARS = 100;
const CJK = { first: 0x3400, last: 0x9fff } as const;

/** The source of a table from traditional to simplified characters, in pairs, each simplified one its own image. */
export function simplifiedTable(): string {
  const toSimplified = Converter({ from: "t", to: "cn" });
  const images = new Map<string, string>();
  for (const character of characters()) {
    const image = toSimplified(character);
    if (image !== character && image.length === 1) images.set(character, image);
  }
  const pairs = [...images].map(([character, image]) => character + (images.get(image) ?? image)).join("");
  return moduleOf(
    "Characters in pairs: a traditional one, its simplified form. Of several forms the most usual.",
    "OpenCC (Apache-2.0), by opencc-js",
    "SIMPLIFIED",
    pairs.match(new RegExp(`.{1,${LINE_CHARS}}`, "gu")) ?? [],
  );
}

/** The source of a table from each syllable, without its tone, to the characters that are read so. */
export function syllableTable(): string {
  const toSimplified = Converter({ from: "t", to: "cn" });
  const groups = new Map<string, string>();
  for (const character of characters()) {
    const syllable = pinyin(character, { toneType: "none", v: true });
    if (!/^[a-z]+$/.test(syllable) || toSimplified(character) !== character) continue;
    groups.set(syllable, (groups.get(syllable) ?? "") + character);
  }
  const words = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([syllable, all]) => syllable + all);
  return moduleOf(
    "Syllables without tones (ü is v), each with the characters that are read so; of several readings the most usual.",
    "pinyin-pro (MIT)",
    "SYLLABLES",
    linesOf(words),
  );
}

function* characters(): Generator<string> {
  for (let code = CJK.first; code <= CJK.last; code += 1) yield String.fromCharCode(code);
}

/** Words put together to lines; a longer word has its own. */
function linesOf(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE_CHARS * 2)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function moduleOf(what: string, source: string, name: string, lines: readonly string[]): string {
  return `/**\n * ${what}\n * Made by \`npm run tables\` of ${source}.\n */\nexport const ${name} = \`\n${lines.join("\n")}\n\`;\n`;
}
