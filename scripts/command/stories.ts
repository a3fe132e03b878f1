import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { openHouse } from "../stories/house.ts";
import { loadTwelve, type Story } from "../stories/sheet.ts";
import { tell, type Told } from "../stories/tell.ts";

const usage = `Usage: npm run stories [-- NUMBER…]

Plays the practice shop's twelve stories through the doors that fans, agents and platforms use, in a service of its own, and
prints a line per story. One fails where a forbidden sentence leaves, a promise or a due time is missing, a second answer
goes out, or an agent would have to ask for what the fan has given. What a later version has to bring is named as skipped.`;

const folder = join("emulator", "shop", "yuhe", "twelve");

/** Ends with 1 where a story failed. */
export async function run(
  args: readonly string[],
  print: (line: string) => void = printLine,
): Promise<number> {
  const numbers = args.map(Number);
  if (numbers.some((number) => !Number.isInteger(number))) {
    print(usage);
    return args[0] === "--help" ? 0 : 1;
  }
  const stories = (await loadTwelve(join(root(), folder))).filter(
    ({ number }) => numbers.length === 0 || numbers.includes(number),
  );
  const troubles: unknown[] = [];
  const house = await openHouse((error) => troubles.push(error));
  try {
    const at = (when: Story["when"]) => stories.filter((story) => story.when === when);
    const night = await Promise.all(at("night").map((story) => tell(story, house, [])));
    const robots = at("day").length > 0 ? await house.openDay() : [];
    const day = await Promise.all(at("day").map((story) => tell(story, house, robots)));
    const told = [...night, ...day].toSorted((one, other) => one.story.number - other.story.number);
    told.flatMap(describe).forEach(print);
    const failed = told.filter(({ failures }) => failures.length > 0).length;
    print(`${told.length} stories, ${failed} failed`);
    for (const trouble of troubles) print(`trouble: ${String(trouble)}`);
    return failed > 0 ? 1 : 0;
  } finally {
    await house.close();
  }
}

/** A line per story; what failed, and what is skipped, indented below. */
export const describe = ({ story: { number, title, skipped }, failures }: Told): readonly string[] => [
  `S${number} ${title}: ${failures.length === 0 ? "kept" : "FAILED"}${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`,
  ...failures.map((failure) => `    failed: ${failure}`),
  ...skipped.map((what) => `    skipped: ${what}`),
];

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The folder of package.json: this file is in scripts/command or dist/scripts/command. */
function root(): string {
  return fileURLToPath(new URL(".", import.meta.url)).replace(/(\/dist)?\/scripts\/command\/$/, "");
}
