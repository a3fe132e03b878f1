import { exportEntries } from "../../../action/knowledge-sheet/export-entries.ts";
import { importEntries } from "../../../action/knowledge-sheet/import-entries.ts";
import type { StoredPicture } from "../../../action/knowledge/ports.ts";
import { lookAtEntries, readAround, type ShownEntries } from "../../../action/knowledge-sheet/look.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import type { Todo } from "../../../core/knowledge/todo.ts";
import { knowledgeNames, type KnowledgeField, NEEDED } from "../../../core/knowledge/sheet/field.ts";
import { type ReadRow, readKnowledgeRow, type RowPicture } from "../../../core/knowledge/sheet/read-row.ts";
import { cellsBy } from "../../../core/table/columns.ts";
import type { Table, TableFormat, Tables } from "../../../core/table/table.ts";
import type { Channel } from "../../../flow/channel.ts";
import { entryHeading } from "../../../text/table/entry.ts";
import { type Api, answers, type Call, type Route } from "../../api/route.ts";
import * as sheet from "../../contract/knowledge/sheet.ts";
import { limitsOf } from "../knowledge/knowledge.ts";
import { type PictureDoor, storePicture } from "../knowledge/picture.ts";
import { bodyTable, columnsOf, sendFile, XLSX } from "./body.ts";

const ROWS_MAX = 2_000;
/** Of all rows together: what is compared within a second. */
const PHRASINGS_MAX = 20_000;

const TYPES: Readonly<Record<TableFormat, string>> = {
  xlsx: XLSX,
  csv: "text/csv; charset=utf-8",
  yaml: "application/yaml; charset=utf-8",
};

/** The knowledge in and out, as people keep it in files. */
export function knowledgeSheetRoutes(
  tables: Tables,
  channelOf: (accountId: string) => Channel | undefined,
  door: Pick<PictureDoor, "take">,
): readonly Route[] {
  const limitOf = limitsOf(channelOf);
  const look = lookAtEntries(limitOf);
  const take = importEntries(limitOf);
  return [
    answers(sheet.checkEntries, async (call, api) => {
      const { table, rows, lacks, ...read } = await readEntries(call, api, tables);
      const { accountId } = call.input;
      const { words, entries, ...plan } = await api.ask(look, { accountId, rows }, call.actor);
      const near = await nearIn(words, tables);
      const shown = entries.map((entry, at) => {
        const one = near[at];
        return one === undefined ? entry : { ...entry, todo: [...entry.todo, one] };
      });
      const { name, header, formulas } = table;
      return {
        sheet: name,
        header,
        formulas,
        rows: table.rows.length,
        lacks,
        ...read,
        ...plan,
        entries: shown,
      };
    }),
    answers(sheet.importEntries, async (call, api) => {
      const { rows, table } = await readEntries(call, api, tables);
      const { accountId, seen } = call.input;
      const { words, entries } = await api.ask(look, { accountId, rows }, call.actor);
      const near = await nearIn(words, tables);
      const found = entries.flatMap(({ row }, at) => {
        const todo = near[at];
        return todo === undefined ? [] : [{ row, todo }];
      });
      const pictures = await storePictures(door, table, rows);
      const given = { accountId, rows, seen, found, pictures };
      return api.perform(take, given, call.actor, call.key);
    }),
    answers(sheet.exportEntries, async ({ input: { accountId, format }, actor, ctx, language }, api) => {
      const { fields, rows } = await api.ask(exportEntries, { accountId, asList: format === "yaml" }, actor);
      const header = fields.map((field) => (format === "yaml" ? field : entryHeading(field, language)));
      const bytes = await tables.write([{ name: "FAQ", header, rows }], format);
      sendFile(ctx, { name: `faq.${format}`, type: TYPES[format], bytes });
    }),
  ];
}

type Input = {
  readonly accountId: string;
  readonly columns?: string | undefined;
  readonly text: "csv" | "yaml";
};

async function readEntries({ input, actor, ctx }: Call<Input>, api: Api, tables: Tables) {
  const around = await api.ask(readAround, { accountId: input.accountId }, actor);
  const table = await bodyTable(ctx, tables, input.text);
  if (table.rows.length > ROWS_MAX) {
    throw new Fault("table_too_many_rows", `${ROWS_MAX} entries at a time.`, { max: ROWS_MAX });
  }
  const names = knowledgeNames(around.platforms);
  const fields = Object.keys(names) as KnowledgeField[];
  const columns = columnsOf(table, names, input.columns);
  const lacks = NEEDED.filter((field) => !columns.includes(field));
  const read = cellsBy(columns);
  const rows =
    lacks.length > 0
      ? []
      : table.rows.map(({ n, cells }) => readKnowledgeRow(n, read(cells), around, picturesOn(table, n)));
  const phrasings = rows.reduce(
    (sum, row) => sum + ("said" in row ? (row.said.says.phrasings?.length ?? 0) : 0),
    0,
  );
  if (phrasings > PHRASINGS_MAX) {
    throw new Fault("table_too_many_phrasings", `${PHRASINGS_MAX} phrasings at a time.`, {
      max: PHRASINGS_MAX,
    });
  }
  return { table, rows, columns, fields, lacks };
}

const picturesOn = ({ pictures }: Table, row: number): readonly RowPicture[] =>
  pictures
    .filter(({ n }) => n === row)
    .map((one) =>
      "fault" in one ? { fault: one.fault } : { blobId: one.blobId, type: one.type, bytes: one.data.length },
    );

/** Of those that are answers now. */
async function storePictures(
  door: Pick<PictureDoor, "take">,
  { pictures }: Table,
  rows: readonly ReadRow[],
): Promise<readonly StoredPicture[]> {
  const answers = rows.flatMap((row) => ("said" in row ? (row.said.says.answer ?? []) : []));
  const wanted = new Set(answers.flatMap((answer) => ("blobId" in answer ? [answer.blobId] : [])));
  const stored = new Map<string, StoredPicture>();
  for (const one of pictures) {
    if ("fault" in one || !wanted.has(one.blobId) || stored.has(one.blobId)) continue;
    stored.set(one.blobId, await storePicture(door, one.data, one.type));
  }
  return [...stored.values()];
}

/** For each row, who has nearly the same words. */
async function nearIn(
  { known, rows }: ShownEntries["words"],
  tables: Tables,
): Promise<readonly (Todo | undefined)[]> {
  if (rows.length === 0) return [];
  const all = [...known, ...rows];
  const found = await tables.near(
    all.map(({ words }) => words),
    known.length,
  );
  return found.map((near) => {
    if (near === null) return undefined;
    const { title = "", id, row } = all[near.of] ?? {};
    const whose = { ...(id !== undefined && { id }), ...(row !== undefined && { row }) };
    return { code: "near", blocks: false, word: near.like, title, ...whose };
  });
}
