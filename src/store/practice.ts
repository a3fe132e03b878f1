import type { DataSource, EntityManager } from "typeorm";

import type { Account } from "../core/channel/account.ts";
import type { Entry } from "../core/knowledge/entry.ts";
import type { Ids } from "../core/kernel/id.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { AccountEntity } from "./entities/account.ts";
import { FaqEntryEntity, FaqVersionEntity } from "./entities/faq.ts";
import { QueueEntity, QueueGroupEntity, SeatEntity } from "./entities/floor.ts";
import { SettingEntity } from "./entities/setting.ts";
import { createDesk, type PracticeDesk } from "./work/practice.ts";

export type Practice = {
  readonly account: Account;
  /** On other platforms, with the same knowledge: a house that is there already gets each of them, too, once. */
  readonly beside?: readonly Account[];
  readonly entries: readonly Omit<Entry, "id" | "version">[];
  readonly settings: Readonly<Record<string, string | number>>;
  /** Where its fans wait for a person, the first queue by default. */
  readonly floor?: PracticeFloor;
  readonly desk?: PracticeDesk;
};

export type PracticeFloor = {
  readonly group: string;
  readonly queues: readonly { readonly key: string; readonly name: string }[];
  /** Their numbers. */
  readonly seats: readonly string[];
};

/**
 * Puts simulated accounts with their whole knowledge in place, published, in one transaction. Does nothing where
 * there are other accounts by now: nodes that start together take turns.
 */
export async function createPractice(
  source: DataSource,
  practice: Practice,
  ids: Ids,
  at: Instant,
): Promise<void> {
  const { account, beside = [], floor, desk } = practice;
  await source.transaction(async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('seatbridge.practice'))");
    const known = await tx.find(AccountEntity);
    const house = known.find(({ simulated, name }) => simulated && name === account.name);
    if (house !== undefined) {
      for (const one of beside.filter((other) => !known.some((given) => isSame(given, other)))) {
        await createAccount(tx, { ...one, queueId: house.queueId ?? null }, practice, ids, at);
      }
    }
    if (known.length > 0) return;
    const queueId = floor === undefined ? null : await createFloor(tx, floor, ids, at);
    if (desk !== undefined) await createDesk(tx, desk, ids, at);
    for (const one of [account, ...beside]) {
      await createAccount(tx, { ...one, queueId }, practice, ids, at);
    }
  });
}

/** Somebody's own practice account of that platform does as well; and a name is nobody's twice. */
const isSame = (given: Account, other: Account): boolean =>
  given.name === other.name || (given.simulated && given.platform === other.platform);

async function createAccount(
  tx: EntityManager,
  account: Account,
  practice: Pick<Practice, "entries" | "settings">,
  ids: Ids,
  at: Instant,
): Promise<void> {
  const createdAt = new Date(at);
  const entries = practice.entries.map((entry) => ({ ...entry, id: ids() }));
  await tx.insert(AccountEntity, account as never);
  await tx.insert(
    FaqEntryEntity,
    entries.map(({ id, key }) => ({ id, accountId: account.id, key, publishedVersion: 1, createdAt })),
  );
  await tx.insert(
    FaqVersionEntity,
    entries.map(({ id, title, phrasings, answer }) => ({
      entryId: id,
      version: 1,
      title,
      phrasings: [...phrasings],
      answer,
      createdAt,
      createdBy: "system",
    })) as never,
  );
  const scope = `account:${account.id}`;
  await tx.insert(
    SettingEntity,
    Object.entries(practice.settings).map(([key, value]) => ({
      scope,
      key,
      value,
      version: 1,
      updatedAt: createdAt,
      updatedBy: "system",
    })) as never,
  );
  await tx.query(
    "INSERT INTO audit (id, at, actor, action, subject, subject_id, data) VALUES ($1, $2, 'system', 'account.created', 'account', $3, $4)",
    [ids(), createdAt, account.id, { simulated: account.simulated, entries: entries.length }],
  );
}

/** Returns the queue where fans wait unless somebody says otherwise. */
async function createFloor(
  tx: EntityManager,
  { group, queues, seats }: PracticeFloor,
  ids: Ids,
  at: Instant,
): Promise<string | null> {
  const createdAt = new Date(at);
  const groupId = ids();
  const rows = queues.map((queue) => ({ ...queue, id: ids(), groupId, policy: {}, createdAt }));
  await tx.insert(QueueGroupEntity, { id: groupId, name: group, createdAt });
  await tx.insert(QueueEntity, rows);
  await tx.insert(
    SeatEntity,
    seats.map((number) => ({ id: ids(), number, groupId })),
  );
  return rows[0]?.id ?? null;
}
