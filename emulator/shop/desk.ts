import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

export const DESK_FILE = "desk.yaml";

const Key = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "lower-case English words joined by hyphens");
const Line = (charactersMax: number) => z.string().trim().min(1).max(charactersMax);

const Leaf = z.strictObject({ key: Key, name: Line(20), en: Line(40) });
const DeskSheet = z.strictObject({
  reasons: z.array(Leaf.extend({ children: z.array(Leaf).default([]) })),
  canned: z.array(z.strictObject({ code: Line(32), title: Line(40), body: Line(2_000) })),
});

/** What the agents of a practice shop choose from. */
export type ShopDesk = z.infer<typeof DeskSheet>;

/** Reads a shop's `desk.yaml`; throws one error that names everything wrong in it. */
export async function loadDesk(folder: string): Promise<ShopDesk> {
  const sheet = DeskSheet.safeParse(parse(await readFile(join(folder, DESK_FILE), "utf8")));
  if (sheet.success) return sheet.data;
  throw new Error(`${DESK_FILE} in ${folder} cannot be used:\n${z.prettifyError(sheet.error)}`);
}
