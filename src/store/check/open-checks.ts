import type { DataSource } from "typeorm";

import type { CheckNote } from "../../core/channel/check.ts";
import type { Instant } from "../../core/kernel/instant.ts";

export type OpenCheck = { readonly id: string; readonly accountId: string; readonly startedAt: Instant };

/** What nodes ask and write while they follow a word. */
export type OpenChecks = {
  readonly open: (at: Instant) => Promise<readonly OpenCheck[]>;
  /** Nothing, where the check was begun anew meanwhile, or has notes enough. */
  readonly note: (id: string, note: CheckNote) => Promise<void>;
};

const NOTES_MAX = 500;

const OPEN = /* sql */ `
  SELECT id, account_id AS "accountId", started_at AS "startedAt" FROM account_check WHERE until > $1`;

const NOTE = /* sql */ `
  UPDATE account_check SET notes = notes || $2::jsonb WHERE id = $1 AND jsonb_array_length(notes) < ${NOTES_MAX}`;

export const openChecks = (source: DataSource): OpenChecks => ({
  async open(at) {
    const rows = await source.query<(Omit<OpenCheck, "startedAt"> & { startedAt: Date })[]>(OPEN, [
      new Date(at),
    ]);
    return rows.map((row) => ({ ...row, startedAt: row.startedAt.getTime() }));
  },
  async note(id, note) {
    await source.query(NOTE, [id, JSON.stringify([note])]);
  },
});
