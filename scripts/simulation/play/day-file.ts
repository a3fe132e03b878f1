import { readFile } from "node:fs/promises";
import type { Day } from "./again.ts";

/** JSON has no place for what is not finite: a queue without an end, an agent who never had anything. */
const INFINITE = { Infinity: "∞", "-Infinity": "-∞" } as const;

export const writeDay = (day: Day): string =>
  `${JSON.stringify(day, (_, value: unknown) => {
    if (value === Infinity) return INFINITE.Infinity;
    return value === -Infinity ? INFINITE["-Infinity"] : value;
  })}\n`;

/** A day from its file, or one line that says why there is none. */
export async function readDay(file: string): Promise<Day | string> {
  try {
    const day: unknown = JSON.parse(await readFile(file, "utf8"), (_, value: unknown) => {
      if (value === INFINITE.Infinity) return Infinity;
      return value === INFINITE["-Infinity"] ? -Infinity : value;
    });
    const isDay = typeof day === "object" && day !== null && "opening" in day && "journal" in day;
    if (!isDay || !Array.isArray(day.journal)) throw new Error("it has no opening and journal");
    return day as Day;
  } catch (error) {
    return `${file} is no day of the sim: ${error instanceof Error ? error.message : String(error)}`;
  }
}
