import { createHash, randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";

import { type Asked, textOf } from "./knowledge.ts";

/** Somebody who may publish, at her browser. */
export type Editor = {
  /** Keeps a draft of the entry; returns the version by which it is published. */
  readonly draft: (entry: Asked, text: string) => Promise<number>;
  /** What is not tried out yet is tried out first, as for everybody. */
  readonly publish: (id: string, version: number) => Promise<void>;
};

const DESPITE = "bench";

/** Puts her in the tables, signed in. */
export async function createEditor(client: pg.Client, port: number): Promise<Editor> {
  const token = randomBytes(32).toString("base64url");
  const id = randomUUID();
  await client.query(
    "INSERT INTO staff (id, login, name, created_at) VALUES ($1, 'bench-editor', 'bench', now())",
    [id],
  );
  await client.query(
    `INSERT INTO staff_role (staff_id, role, scope)
     SELECT $1, role, '{"queues": "all"}' FROM unnest('{supervisor,admin}'::text[]) role`,
    [id],
  );
  await client.query(
    `INSERT INTO staff_session (id, staff_id, created_at, seen_at, address, agent)
     VALUES ($1, $2, now(), now(), '127.0.0.1', 'bench')`,
    [createHash("sha256").update(token).digest(), id],
  );
  const call = caller(port, token);
  return {
    async draft({ id: entryId, title, phrasings }, text) {
      const writing = {
        title,
        phrasings,
        answer: textOf(text),
        variants: {},
        validFrom: null,
        validUntil: null,
        accountIds: [],
      };
      const saved = await call("PUT", `/knowledge/${entryId}/draft`, { version: 0, writing });
      return (saved as { draft: { version: number } }).draft.version;
    },
    async publish(entryId, version) {
      await call("POST", `/knowledge/${entryId}/publish`, { version, despite: DESPITE });
    },
  };
}

const caller =
  (port: number, token: string) =>
  async (method: string, path: string, body: unknown): Promise<unknown> => {
    const base = `http://127.0.0.1:${port}`;
    const headers = {
      cookie: `seatbridge=${token}`,
      origin: base,
      "x-seatbridge": "1",
      "idempotency-key": randomUUID(),
      "content-type": "application/json",
    };
    const answer = await fetch(`${base}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok)
      throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
