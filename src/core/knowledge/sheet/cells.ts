import { PICTURE_TYPES } from "../../media/sniff.ts";
import type { Answer } from "../entry.ts";
import type { KeptPicture } from "../picture.ts";
import type { Writing } from "../writing.ts";
import { type KnowledgeField, platformOf } from "./field.ts";
import { writeMoment } from "./moment.ts";

const SEPARATOR = /[\n;；|｜]/u;

/** Phrasings of a cell: of several lines one a line; of one line, what stands between ； or |. */
export const phrasingsIn = (cell: string): readonly string[] =>
  cell
    .split(cell.includes("\n") ? "\n" : SEPARATOR)
    .map((phrasing) => phrasing.trim())
    .filter((phrasing) => phrasing !== "");

/** The same again; a break at the end keeps one alone in one piece, and makes a list of it in YAML. */
export function phrasingsCell(phrasings: readonly string[], asList: boolean): string {
  const lines = phrasings.map((phrasing) => phrasing.replaceAll(/\s*\n\s*/gu, " "));
  const isSplit = lines.length === 1 && SEPARATOR.test(lines[0] ?? "");
  return lines.join("\n") + (lines.length > 0 && (asList || isSplit) ? "\n" : "");
}

/** A picture or an article, as its own record; else what stands there. A picture of ours is looked for by whoever reads it. */
export function answerIn(cell: string): Answer {
  const given = cell.trimStart().startsWith('{"kind":') ? recordIn(cell) : undefined;
  return given ?? { kind: "text", text: cell };
}

export const answerCell = (answer: Answer): string =>
  answer.kind === "text" && recordIn(answer.text) === undefined ? answer.text : JSON.stringify(answer);

function recordIn(cell: string): Answer | undefined {
  let given: unknown;
  try {
    given = JSON.parse(cell);
  } catch {
    return undefined;
  }
  const field = (of: unknown, name: string): unknown =>
    typeof of === "object" && of !== null ? Reflect.get(of, name) : undefined;
  const [text, mediaId, articles] = ["text", "mediaId", "articles"].map((name) => field(given, name));
  const kind = field(given, "kind");
  if (kind === "text" && typeof text === "string") return { kind, text };
  if (kind === "image" && typeof mediaId === "string" && mediaId.length <= 256) return { kind, mediaId };
  const kept = kind === "image" ? keptIn(given) : undefined;
  if (kept !== undefined) return { kind: "image", ...kept };
  const parts = ["title", "description", "pictureUrl", "url"].map((name) =>
    field(Array.isArray(articles) && articles.length === 1 ? articles[0] : undefined, name),
  );
  const isArticle = parts.every((part) => typeof part === "string" && part.length <= 2_048);
  if (kind !== "news" || !isArticle) return undefined;
  const [title = "", description = "", pictureUrl = "", url = ""] = parts as string[];
  return { kind, articles: [{ title, description, pictureUrl, url }] };
}

function keptIn(given: unknown): KeptPicture | undefined {
  const [blobId, type, bytes] = ["blobId", "type", "bytes"].map((name): unknown =>
    Reflect.get(given as object, name),
  );
  const known = PICTURE_TYPES.find((one) => one === type);
  const isKept = typeof blobId === "string" && known !== undefined && typeof bytes === "number";
  return isKept ? { blobId, type: known, bytes } : undefined;
}

/** How an entry is handed out: read again, it is the same. */
export function cellsOf(
  writing: Writing,
  fields: readonly KnowledgeField[],
  options: {
    readonly zone: string;
    readonly nameOf: (accountId: string) => string | undefined;
    readonly asList: boolean;
  },
): readonly string[] {
  const { zone, nameOf, asList } = options;
  return fields.map((field) => {
    switch (field) {
      case "title":
        return writing.title;
      case "phrasings":
        return phrasingsCell(writing.phrasings, asList);
      case "answer":
        return answerCell(writing.answer);
      case "from":
        return writeMoment(writing.validFrom, zone);
      case "until":
        return writeMoment(writing.validUntil, zone);
      case "accounts":
        return phrasingsCell(
          writing.accountIds.flatMap((id) => nameOf(id) ?? []),
          asList,
        );
      default: {
        const variant = writing.variants[platformOf(field) ?? ""];
        return variant === undefined ? "" : answerCell(variant);
      }
    }
  });
}
