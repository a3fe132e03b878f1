/** Which field a column is; null: none. */
export type Columns<Field extends string> = readonly (Field | null)[];

/** What headings mean: by the names under which people have the field, in any language and writing. */
export type Names<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** By their names, each field once, the first that bears it. */
export function guessColumns<Field extends string>(
  header: readonly string[],
  names: Names<Field>,
): Columns<Field> {
  const fields = new Map(
    (Object.entries(names) as [Field, readonly string[]][]).flatMap(([field, all]) =>
      [field, ...all].map((name) => [plain(name), field] as const),
    ),
  );
  const taken = new Set<Field>();
  return header.map((name) => {
    const field = fields.get(plain(name));
    if (field === undefined || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** Without what headings have beside their name: blanks, stars, brackets with hints. */
const plain = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/\([^)]*\)|[\s*_:.-]/gu, "");

/** As a call names them: a field or nothing for each column, with commas. Undefined where it is none of ours. */
export function readColumns<Field extends string>(
  given: string,
  names: Names<Field>,
): Columns<Field> | undefined {
  const columns = given.split(",").map((name) => (name === "" ? null : name));
  const named = columns.filter((name) => name !== null);
  if (new Set(named).size < named.length || named.some((name) => !Object.hasOwn(names, name)))
    return undefined;
  return columns as Columns<Field>;
}

/** The cells of a row by their field; undefined: there is no such column. Trimmed at both ends but for line breaks. */
export const cellsBy =
  <Field extends string>(columns: Columns<Field>) =>
  (cells: readonly string[]): Readonly<Partial<Record<Field, string>>> =>
    Object.fromEntries(
      columns.flatMap((field, at) => (field === null ? [] : [[field, cells[at] ?? ""]])),
    ) as Partial<Record<Field, string>>;

/** Several in one cell, as people write them. */
export const namesIn = (cell: string): readonly string[] => [
  ...new Set(
    cell
      .split(/[\n,，;；、|｜]/u)
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  ),
];
