import type { ClientBase } from "pg";

import { DAY, type Instant } from "../../core/kernel/instant.ts";
import type { MediaFiles } from "../media/files.ts";
import { sweepUploads } from "../media/sweep.ts";
import { purgeAnswers } from "./idempotency.ts";

const ROWS_MAX = 5_000;
/** Long enough to see from where somebody signed in lately; what she did is in the audit for ever. */
const SESSIONS_MS = 90 * DAY;
const LIMITS_MS = DAY;
const LINKS_MS = 30 * DAY;

const SESSIONS = /* sql */ `
  DELETE FROM staff_session WHERE id IN (SELECT id FROM staff_session WHERE seen_at < $1 LIMIT ${ROWS_MAX})`;
const LIMITS = /* sql */ `
  DELETE FROM sign_in_limit WHERE key IN (SELECT key FROM sign_in_limit WHERE since < $1 LIMIT ${ROWS_MAX})`;
const LINKS = /* sql */ `
  DELETE FROM setup_link WHERE token_hash IN
    (SELECT token_hash FROM setup_link WHERE expires_at < $1 LIMIT ${ROWS_MAX})`;

/** Forgets what people's calls leave behind once nobody can need it: answers, old sessions, limits, links, uploads. */
export function peopleChores(
  connect: () => Promise<ClientBase>,
  files: Pick<MediaFiles, "drop">,
): {
  /** Returns how many rows it forgot; more may be left. */
  readonly purge: (at: Instant) => Promise<number>;
} {
  return {
    async purge(at) {
      const client = await connect();
      let forgotten = await purgeAnswers(client, new Date(at - DAY));
      for (const [sql, ms] of [
        [SESSIONS, SESSIONS_MS],
        [LIMITS, LIMITS_MS],
        [LINKS, LINKS_MS],
      ] as const) {
        forgotten += (await client.query(sql, [new Date(at - ms)])).rowCount ?? 0;
      }
      return forgotten + (await sweepUploads(client, files));
    },
  };
}
