import pg from "pg";

import { SECOND } from "../../core/kernel/instant.ts";
import { epochTypes } from "../epoch.ts";
import { hearErrors } from "../hear-errors.ts";

const CONNECTIONS_MAX = 8;
const CONNECT_MS_MAX = 3 * SECOND;
/** A person waits: what takes longer is told to be busy. */
const STATEMENT_MS_MAX = 5 * SECOND;
const LOCK_MS_MAX = 2 * SECOND;

/** `read` refuses every write, so a question can change nothing. */
export type PoolKind = "act" | "read";

/** Connections for what people do and look at; apart from those of the messages. */
export function openPool(url: string, kind: PoolKind): pg.Pool {
  const settings = /* sql */ `
    SET statement_timeout = ${STATEMENT_MS_MAX}; SET lock_timeout = ${LOCK_MS_MAX};
    SET idle_in_transaction_session_timeout = ${STATEMENT_MS_MAX};
    SET default_transaction_read_only = ${kind === "read" ? "on" : "off"}`;
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    application_name: `seatbridge ${kind}`,
    types: epochTypes,
    verify: (client, done) => {
      hearErrors(client);
      client.query(settings).then(() => done(), done);
    },
  });
  pool.on("error", () => undefined); // a broken idle connection is replaced at its next use
  return pool;
}

/** Lends a connection; one that broke is not given to anybody else. */
export async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  const onError = (): void => {
    broken = true;
  };
  client.on("error", onError);
  try {
    return await work(client);
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}
