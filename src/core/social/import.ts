import type { Instant } from "../kernel/instant.ts";
import { ITEM_KINDS, type ItemKind, type SocialItem } from "./item.ts";
import { midOfLink } from "./link.ts";

/** Of a listening vendor's feed or a file: columns that have to be there, and those that may. */
export const COLUMNS = ["mid", "text", "author_id", "posted_at"] as const;
export const OPTIONAL_COLUMNS = ["author_name", "followers", "kind", "root_mid", "post_mid"] as const;

export const ROWS_MAX = 500;
const TEXT_CHARS_MAX = 20_000;
const CELL_CHARS_MAX = 20_000;
const NAME_CHARS_MAX = 200;

export type RowError =
  | "mid_unreadable"
  | "text_missing"
  | "text_too_long"
  | "author_unreadable"
  | "time_unreadable"
  | "time_ahead"
  | "kind_unknown"
  | "root_unreadable";

export type ReadRow = { readonly item: SocialItem } | { readonly errors: readonly RowError[] };

export type Row = Readonly<Record<string, string>>;

/** All errors of a row at once. `mid` may be a post's address. A time without a zone is China's. */
export function readRow(row: Row, now: Instant): ReadRow {
  const cell = (name: string): string => (row[name] ?? "").trim();
  const mid = midOfLink(cell("mid"));
  const text = cell("text");
  const postedAt = timeOf(cell("posted_at"));
  const kind = kindOf(cell("kind"));
  const [rootMid, postMid] = [cell("root_mid"), cell("post_mid")].map((given) =>
    given === "" ? mid : midOfLink(given),
  );
  const errors: RowError[] = [
    ...(mid === undefined ? (["mid_unreadable"] as const) : []),
    ...(text === "" ? (["text_missing"] as const) : []),
    ...(text.length > TEXT_CHARS_MAX ? (["text_too_long"] as const) : []),
    ...(/^[1-9]\d{0,19}$/.test(cell("author_id")) ? [] : (["author_unreadable"] as const)),
    ...(postedAt === undefined
      ? (["time_unreadable"] as const)
      : postedAt > now
        ? (["time_ahead"] as const)
        : []),
    ...(kind === undefined ? (["kind_unknown"] as const) : []),
    ...(mid !== undefined && (rootMid === undefined || postMid === undefined)
      ? (["root_unreadable"] as const)
      : []),
  ];
  const isWhole =
    mid !== undefined &&
    postedAt !== undefined &&
    kind !== undefined &&
    rootMid !== undefined &&
    postMid !== undefined;
  if (errors.length > 0 || !isWhole) return { errors };
  const followers = /^\d{1,10}$/.test(cell("followers")) ? Number(cell("followers")) : undefined;
  const author = {
    id: cell("author_id"),
    name: cell("author_name").slice(0, NAME_CHARS_MAX),
    ...(followers === undefined ? {} : { followers }),
  };
  return { item: { kind, mid, rootMid, postMid, author, text, postedAt } };
}

const kindOf = (text: string): ItemKind | undefined =>
  text === "" ? "mention" : ITEM_KINDS.find((kind) => kind === text);

const TIME =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;
const CHINA_MINUTES = 8 * 60;

function timeOf(text: string): Instant | undefined {
  const parts = TIME.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const offset = offsetOf(parts[7]);
  const local = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
  const isReal = new Date(local).getUTCMonth() === (month ?? 0) - 1 && (hour ?? 0) < 24 && (minute ?? 0) < 60;
  return isReal ? local - offset * 60_000 : undefined;
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined) return CHINA_MINUTES;
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -minutes : minutes;
}

/** A file with a heading, its cells by their columns; quotes as in RFC 4180. */
export type ReadFile =
  | { readonly kind: "rows"; readonly rows: readonly Row[] }
  | {
      readonly kind: "refused";
      readonly code: "empty" | "too_many_rows" | "column_missing" | "quote_open";
      readonly detail: string;
    };

export function readCsv(text: string): ReadFile {
  const cells = cellsOf(text.replace(/^\uFEFF/, ""));
  if (cells === undefined) return { kind: "refused", code: "quote_open", detail: "" };
  const [heading, ...lines] = cells.filter((line) => line.some((cell) => cell.trim() !== ""));
  if (heading === undefined || lines.length === 0) return { kind: "refused", code: "empty", detail: "" };
  if (lines.length > ROWS_MAX) return { kind: "refused", code: "too_many_rows", detail: String(ROWS_MAX) };
  const names = heading.map((name) => name.trim().toLowerCase());
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) return { kind: "refused", code: "column_missing", detail: missing.join(", ") };
  const known: readonly string[] = [...COLUMNS, ...OPTIONAL_COLUMNS];
  const rows = lines.map((line) =>
    Object.fromEntries(names.flatMap((name, n) => (known.includes(name) ? [[name, line[n] ?? ""]] : []))),
  );
  return { kind: "rows", rows };
}

function cellsOf(text: string): string[][] | undefined {
  const lines: string[][] = [[]];
  const next = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  let at = 0;
  while (at <= text.length) {
    next.lastIndex = at;
    const [whole = "", quoted, plain = ""] = next.exec(text) ?? [];
    lines.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).slice(0, CELL_CHARS_MAX));
    at += whole.length;
    const sign = text[at];
    if (sign === undefined) return lines;
    if (sign === '"') return undefined;
    if (sign !== ",") {
      lines.push([]);
      if (text.startsWith("\r\n", at)) at += 1;
    }
    at += 1;
  }
  return lines;
}
