import { DAY, type Instant } from "../../kernel/instant.ts";
import { offsetAt } from "../../kernel/zone.ts";

const LOCAL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?$/;

/**
 * A moment as people write it, by the clocks of the house; null: there is none; undefined: nobody can read it. A day
 * alone is its beginning, as an end it is the day's end: who writes "until the 31st" means the 31st, too.
 */
export function readMoment(cell: string, zone: string, is: "from" | "until"): Instant | null | undefined {
  const text = cell.normalize("NFKC").trim();
  if (text === "") return null;
  if (/T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : at;
  }
  const parts = LOCAL.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const ms = Number((parts[7] ?? "").padEnd(3, "0"));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const isReal = new Date(wall).getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60;
  if (!isReal) return undefined;
  const isDay = parts[4] === undefined;
  return ofWall(is === "until" && isDay ? wall + DAY : wall, zone);
}

/** Lossless: where the clocks of the house would say it in two ways, as UTC. */
export function writeMoment(at: Instant | null, zone: string): string {
  if (at === null) return "";
  const [day = "", time = ""] = new Date(at + offsetAt(at, zone)).toISOString().split("T");
  const text = `${day} ${time.replace("Z", "").replace(/(?::00)?\.000$/, "")}`;
  return readMoment(text, zone, "from") === at ? text : new Date(at).toISOString();
}

function ofWall(wall: number, zone: string): Instant {
  const near = wall - offsetAt(wall, zone);
  return wall - offsetAt(near, zone);
}
