import type { ClientBase, Pool } from "pg";

import type { Action, Ask, AuditEntry, Caller, Outcome, Perform } from "../../action/action.ts";
import type { Stores } from "../../action/ports.ts";
import { type Actor, actorName, admit } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Ids } from "../../core/kernel/id.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { Vault } from "../secret/vault.ts";
import { inTransaction } from "../transaction.ts";
import { faultOf, isRaced } from "./failure.ts";
import { recall, remember, type Request, requestHash } from "./idempotency.ts";
import { withClient } from "./pool.ts";
import { createStores } from "./stores.ts";

const TRIES_MAX = 4;
const nobody: Actor = { id: "nobody", grants: [] };

type Deed<Input, Result> = {
  readonly action: Action<Input, Result>;
  readonly input: Input;
  readonly caller: Caller;
  readonly request: Request | undefined;
};

/** Runs actions: see `Action`. */
export function createPerform(context: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secret: () => string;
  readonly vault: Vault;
  /** Publishes on the bus. */
  readonly wake: (topic: string, key?: string) => void;
}): Perform {
  const { pool, clock, ids, secret, vault, wake } = context;

  const attempt = <Input, Result>(client: ClientBase, deed: Deed<Input, Result>): Promise<Outcome<Result>> =>
    inTransaction(client, async () => {
      const { action, input, caller, request } = deed;
      const known = request === undefined ? undefined : await recall(client, request);
      if (known !== undefined) return { result: known.answer as Result, audit: [] };
      const at = clock();
      const store: Stores = createStores(client, vault);
      const outcome = await action.run({ store, actor: caller ?? nobody, at, ids, secret }, input);
      await writeAudit(client, deed, outcome.audit, { at: new Date(at), ids });
      if (request !== undefined && "result" in outcome) {
        await remember(client, request, "again" in outcome ? outcome.again : outcome.result, new Date(at));
      }
      return outcome;
    });

  /** What is refused may have been done a moment ago, by the same call that came twice at once: then that answers. */
  async function attemptOrRecall<Input, Result>(
    client: ClientBase,
    deed: Deed<Input, Result>,
  ): Promise<Outcome<Result>> {
    try {
      return await attempt(client, deed);
    } catch (error) {
      const { request } = deed;
      const known =
        error instanceof Fault && request !== undefined ? await recall(client, request) : undefined;
      if (known === undefined) throw error;
      return { result: known.answer as Result, audit: [] };
    }
  }

  return async (action, input, caller, key) => {
    admit(caller, action.permission);
    const request =
      key === undefined || caller === undefined
        ? undefined
        : { staffId: caller.id, key, hash: requestHash(action.id, input) };
    const outcome = await untilUnraced(() =>
      withClient(pool, (client) => attemptOrRecall(client, { action, input, caller, request })),
    );
    for (const topic of outcome.wakes ?? []) wake(...split(topic));
    if ("refusal" in outcome) throw outcome.refusal;
    return outcome.result;
  };
}

/** Answers queries: see `Query`. */
export function createAsk(context: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly vault: Vault;
}): Ask {
  const { pool, clock, vault } = context;
  return async (query, input, caller) => {
    admit(caller, query.permission);
    try {
      return await withClient(pool, (client) =>
        query.ask({ store: createStores(client, vault), actor: caller ?? nobody, at: clock() }, input),
      );
    } catch (error) {
      throw faultOf(error);
    }
  };
}

/** Whoever loses a race looks at what is there now, and tries again. */
async function untilUnraced<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= TRIES_MAX || !isRaced(error)) throw faultOf(error);
    }
  }
}

async function writeAudit<Input, Result>(
  client: ClientBase,
  { action, caller }: Deed<Input, Result>,
  entries: readonly AuditEntry[],
  { at, ids }: { readonly at: Date; readonly ids: Ids },
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    id: ids(),
    action: entry.action ?? action.id,
    subject: entry.subject,
    subject_id: entry.subjectId,
    data: entry.data ?? {},
  }));
  await client.query(
    /* sql */ `
    INSERT INTO audit (id, at, actor, action, subject, subject_id, data)
    SELECT id, $1, $2, action, subject, subject_id, data FROM json_to_recordset($3)
      AS e(id uuid, action text, subject text, subject_id text, data jsonb)`,
    [at, actorName(caller), JSON.stringify(rows)],
  );
}

function split(topic: string): [topic: string, key?: string] {
  const colon = topic.indexOf(":");
  return colon < 0 ? [topic] : [topic.slice(0, colon), topic.slice(colon + 1)];
}
