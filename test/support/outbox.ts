import { randomUUID } from "node:crypto";

import type { Content } from "../../src/core/channel/content.ts";
import type { Said } from "../../src/core/conversation/said.ts";
import type { Tables } from "./tables.ts";

/** A conversation with a fan, and words of ours in it as a commit of the desk or of the bot leaves them. */
export type ThreadOut = {
  readonly id: string;
  /** Puts words into the outbox and returns their number. */
  readonly say: (said: Said | Content | string, row?: Partial<OutboxRow> & By) => Promise<number>;
  /** A word of the fan's, which opens her window. */
  readonly hear: (text: string) => Promise<void>;
  readonly rows: () => Promise<readonly OutboxRow[]>;
  readonly states: () => Promise<readonly string[]>;
};

/** The agent who says it, where it matters which. */
type By = { readonly staffId?: string };

export type OutboxRow = {
  readonly seq: number;
  readonly class: "faq" | "notice" | "agent";
  readonly state: string;
  readonly code: string | null;
  readonly attempts: number;
  readonly external_id: string | null;
  readonly passive_until: Date | null;
  readonly due_at: Date | null;
  readonly lane_id: number | null;
  readonly batch: number | null;
  readonly at: Date;
  readonly resend_of: number | null;
  readonly sent_at: Date | null;
  readonly paid_by: number | null;
  readonly notice: string | null;
};

const COLUMNS =
  "seq, class, state, code, attempts, external_id, passive_until, due_at, lane_id, batch, at, resend_of, sent_at, paid_by, notice";

export async function openThread(tables: Tables, accountId: string, fan: string): Promise<ThreadOut> {
  const [id, identityId] = [randomUUID(), randomUUID()];
  await tables.rows(
    "INSERT INTO identity (id, account_id, external_id, created_at) VALUES ($1, $2, $3, now())",
    [identityId, accountId, fan],
  );
  await tables.rows(
    `INSERT INTO conversation (id, account_id, identity_id, surface, created_at, last_in_at)
     VALUES ($1, $2, $3, 'private', now(), now())`,
    [id, accountId, identityId],
  );

  async function say(said: Said | Content | string, row: Partial<OutboxRow> & By = {}): Promise<number> {
    const content: Content | Said = typeof said === "string" ? { kind: "text", text: said } : said;
    const entry = content.kind === "entry" ? content : undefined;
    const { class: kind = "agent", state = "queued", at = new Date(), staffId, ...more } = row;
    const seq = await tables.value<number>(
      "UPDATE conversation SET seq = seq + 1 WHERE id = $1 RETURNING seq",
      [id],
    );
    await tables.rows(
      `INSERT INTO message (conversation_id, seq, at, author, content, entry_id, entry_version, staff_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        seq,
        at,
        kind === "agent" ? "agent" : "bot",
        entry === undefined ? JSON.stringify(content) : null,
        entry?.entryId,
        entry?.version,
        staffId,
      ],
    );
    const names = Object.keys(more);
    await tables.rows(
      `INSERT INTO outbox (conversation_id, seq, class, state, at${names.map((name) => `, ${name}`).join("")})
       VALUES ($1, $2, $3, $4, $5${names.map((_, index) => `, $${index + 6}`).join("")})`,
      [id, seq, kind, state, at, ...Object.values(more)],
    );
    return seq;
  }

  async function hear(text: string): Promise<void> {
    await tables.rows(
      `WITH next AS (UPDATE conversation SET seq = seq + 1 WHERE id = $1 RETURNING seq)
       INSERT INTO message (conversation_id, seq, at, author, content) SELECT $1, seq, now(), 'fan', $2 FROM next`,
      [id, JSON.stringify({ kind: "text", text })],
    );
  }

  const rows = () =>
    tables.rows<OutboxRow>(`SELECT ${COLUMNS} FROM outbox WHERE conversation_id = $1 ORDER BY seq`, [id]);
  const states = async () =>
    (await rows()).map(({ state, code }) => (code === null ? state : `${state} ${code}`));
  return { id, say, hear, rows, states };
}
