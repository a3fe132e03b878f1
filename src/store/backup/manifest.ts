import { z } from "zod";

import { Fault } from "../../core/kernel/fault.ts";

/** What a backup's folder holds; beside it lie `tables/<name>.copy.gz` and `media/`. */
export const Manifest = z.object({
  format: z.literal(1),
  /** Of the program that made it. */
  version: z.string(),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  /** Names, in order: only a database with the same ones can take it. */
  migrations: z.array(z.string()),
  /** In an order in which what is pointed to comes first. */
  tables: z.array(
    z.object({
      name: z.string().regex(/^[a-z_]+$/),
      columns: z.array(z.string().regex(/^[a-z0-9_]+$/)),
      rows: z.int(),
      /** Of the rows as COPY writes them, before they are packed. */
      sha256: z.string(),
    }),
  ),
  /** First days of the months that have a partition. */
  months: z.array(z.iso.date()),
  sequences: z.array(z.object({ table: z.string(), column: z.string(), last: z.int() })),
  media: z.object({ files: z.int(), bytes: z.int() }),
});

export type Manifest = z.output<typeof Manifest>;

/** @throws Fault `backup_unreadable` */
export function readManifest(text: string, folder: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = Manifest.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Fault(
    "backup_unreadable",
    `${folder} holds no backup that this version reads. Name a folder that npm run backup has made.`,
    { folder },
  );
}
