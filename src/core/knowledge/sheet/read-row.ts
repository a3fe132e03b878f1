import type { Answer } from "../entry.ts";
import type { KeptPicture, PictureFault } from "../picture.ts";
import type { Writing } from "../writing.ts";
import { answerIn, phrasingsIn } from "./cells.ts";
import { type KnowledgeField, platformOf } from "./field.ts";
import { readMoment } from "./moment.ts";

export const TITLE_MAX = 100;
export const PHRASING_MAX = 200;
export const PHRASINGS_MAX = 200;
export const TEXT_MAX = 8_000;

/** Why a row cannot be taken in; nothing of it is. */
export type RowProblem = {
  readonly row: number;
  readonly field: KnowledgeField;
  readonly code:
    | "missing"
    | "too_long"
    | "too_many"
    | "date_unreadable"
    | "account_unknown"
    | "twice"
    | "draft_there"
    /** `value`: why; see `PictureFault`; gone: a picture of ours that is not here. */
    | "picture_unfit";
  readonly value?: string;
  /** The row that it repeats, or who is writing. */
  readonly other?: string;
  readonly max?: number;
};

/** What a row says; what it leaves empty is not there. */
export type Row = {
  readonly row: number;
  /** What became of pictures that are not its answer: why not, each. */
  readonly pictures: readonly PictureLeft[];
  readonly title: string;
  readonly says: Partial<Omit<Writing, "title">>;
};
/** many: the row has another; words: its answer is in words. */
export type PictureLeft = PictureFault | "words";
export type ReadRow = { readonly said: Row } | { readonly problems: readonly RowProblem[] };

export type Around = {
  readonly zone: string;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  /** Pictures that are kept, by id. */
  readonly pictures: ReadonlySet<string>;
};

/** A picture that lies on a row. */
export type RowPicture = KeptPicture | { readonly fault: PictureFault };

type Cells = Readonly<Partial<Record<KnowledgeField, string>>>;

/** All that is wrong with a row at once. What the house would rather have otherwise is no error: it becomes a draft with something to do. */
export function readKnowledgeRow(
  row: number,
  cells: Cells,
  { zone, accounts, pictures: kept }: Around,
  onRow: readonly RowPicture[] = [],
): ReadRow {
  const problems: RowProblem[] = [];
  const no = (field: KnowledgeField, code: RowProblem["code"], rest: Partial<RowProblem> = {}): undefined => {
    problems.push({ row, field, code, ...rest });
  };
  const title = (cells.title ?? "").replaceAll(/\s+/gu, " ").trim();
  if (title === "") no("title", "missing");
  if (title.length > TITLE_MAX) no("title", "too_long", { value: title, max: TITLE_MAX });

  const phrasings = phrasingsIn(cells.phrasings ?? "");
  const long = phrasings.find((phrasing) => phrasing.length > PHRASING_MAX);
  if (long !== undefined) no("phrasings", "too_long", { value: long, max: PHRASING_MAX });
  if (phrasings.length > PHRASINGS_MAX) no("phrasings", "too_many", { max: PHRASINGS_MAX });

  const answers = (Object.entries(cells) as [KnowledgeField, string][]).flatMap(
    ([field, cell]): readonly (readonly [KnowledgeField, Answer])[] => {
      if (field !== "answer" && platformOf(field) === undefined) return [];
      if (cell.trim() === "") return [];
      if (cell.length > TEXT_MAX) no(field, "too_long", { max: TEXT_MAX });
      const answer = answerIn(cell);
      if ("blobId" in answer && !kept.has(answer.blobId)) no(field, "picture_unfit", { value: "gone" });
      return [[field, answer]];
    },
  );
  const inWords = answers.find(([field]) => field === "answer")?.[1];
  const { picture, left } = pictureOf(onRow, inWords !== undefined);
  const answer = inWords ?? picture;
  if (answer === undefined && left[0] !== undefined) no("answer", "picture_unfit", { value: left[0] });
  else if (answer === undefined) no("answer", "missing");
  const variants = Object.fromEntries(
    answers.flatMap(([field, one]) => {
      const platform = platformOf(field);
      return platform === undefined ? [] : [[platform, one]];
    }),
  );

  const moment = (field: "from" | "until") => {
    const cell = cells[field] ?? "";
    const at = readMoment(cell, zone, field);
    return at === undefined ? no(field, "date_unreadable", { value: cell.trim() }) : (at ?? undefined);
  };
  const [validFrom, validUntil] = [moment("from"), moment("until")];
  const named = phrasingsIn((cells.accounts ?? "").replaceAll("、", "\n"));
  const accountIds = named.flatMap((name) => {
    const found = accounts.find((account) => account.name === name);
    return found === undefined ? (no("accounts", "account_unknown", { value: name }) ?? []) : [found.id];
  });

  if (problems.length > 0) return { problems };
  const says = {
    ...(phrasings.length > 0 && { phrasings }),
    ...(answer !== undefined && { answer }),
    ...(Object.keys(variants).length > 0 && { variants }),
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
    ...(accountIds.length > 0 && { accountIds }),
  };
  return { said: { row, title, says, pictures: left } };
}

/** The first that can be sent is the answer, where there is none in words: one message is one or the other. */
function pictureOf(
  onRow: readonly RowPicture[],
  hasWords: boolean,
): { readonly picture: Answer | undefined; readonly left: readonly PictureLeft[] } {
  const first = hasWords ? undefined : onRow.find((one) => "blobId" in one);
  const left = onRow
    .filter((one) => one !== first)
    .map((one): PictureLeft => ("fault" in one ? one.fault : hasWords ? "words" : "many"));
  return { picture: first && { kind: "image", ...first }, left };
}
