import { type DataSource, Not } from "typeorm";

import type { Account } from "../core/channel/account.ts";
import type { Answer, Entry } from "../core/knowledge/entry.ts";
import { entryOn, type Version } from "../core/knowledge/writing.ts";
import { readSettings, type Settings } from "../core/setting/registry.ts";
import { CALL_PLATFORM } from "./call/system-row.ts";
import { AccountEntity } from "./entities/account.ts";
import { FaqVersionEntity } from "./entities/faq.ts";
import { QueueEntity } from "./entities/floor.ts";

/**
 * Those that are switched on. Where nobody has said which queue an account's fans wait in, it is the first that was
 * made. Secrets are sealed.
 */
export async function loadAccounts(source: DataSource): Promise<Account[]> {
  const accounts = await source.getRepository(AccountEntity).find({
    select: {
      id: true,
      platform: true,
      name: true,
      simulated: true,
      config: true,
      queueId: true,
      createdAt: true,
    },
    where: { state: "active", platform: Not(CALL_PLATFORM) },
    order: { createdAt: "ASC" },
  });
  const [first] = await source
    .getRepository(QueueEntity)
    .find({ where: { state: "active" }, order: { createdAt: "ASC", id: "ASC" }, take: 1 });
  return accounts.map((account) => ({ ...account, queueId: account.queueId ?? first?.id ?? null }));
}

/** Those that are open, by their key. */
export async function loadQueues(source: DataSource): Promise<ReadonlyMap<string, string>> {
  const queues = await source.getRepository(QueueEntity).find({ where: { state: "active" } });
  return new Map(queues.map(({ key, id }) => [key, id]));
}

/** The published version of every entry that answers for an account now, as its platform's fans have it. */
export async function loadEntries(
  source: DataSource,
  account: Pick<Account, "id" | "platform">,
): Promise<Entry[]> {
  const versions = await source.query<Version[]>(
    /* sql */ `
    SELECT e.id, v.version, e.key, v.title, v.phrasings, v.answer, v.variants
    FROM faq_entry e JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version
    WHERE (e.account_id = $1 OR v.account_ids @> ARRAY[$1::uuid])
      AND coalesce(v.valid_from <= now(), true) AND coalesce(v.valid_until > now(), true)
    ORDER BY e.id`,
    [account.id],
  );
  return versions.map((version) => entryOn(account.platform, version));
}

/** The version that answers a part of an account's conversations, and how large a part. */
export async function loadCanary(
  source: DataSource,
  account: Pick<Account, "id" | "platform">,
): Promise<{ readonly entry: Entry; readonly share: number } | undefined> {
  const [found] = await source.query<(Version & { share: number })[]>(
    /* sql */ `
    SELECT e.id, v.version, e.key, v.title, v.phrasings, v.answer, v.variants, c.share::float8 AS share
    FROM knowledge_canary c JOIN faq_entry e ON e.id = c.entry_id
    JOIN faq_version v ON v.entry_id = c.entry_id AND v.version = c.version
    WHERE c.state = 'running' AND (c.account_id = $1 OR v.account_ids @> ARRAY[$1::uuid])
      AND coalesce(v.valid_from <= now(), true) AND coalesce(v.valid_until > now(), true)
    ORDER BY c.account_id <> $1, c.id LIMIT 1`,
    [account.id],
  );
  if (found === undefined) return undefined;
  const { share, ...version } = found;
  return { entry: entryOn(account.platform, version), share };
}

/** An answer as it was published then, for messages that are older than today's knowledge. */
export async function loadAnswer(
  source: DataSource,
  entryId: string,
  version: number,
): Promise<Answer | undefined> {
  const row = await source.getRepository(FaqVersionEntity).findOneBy({ entryId, version });
  return row?.answer;
}

/** What holds for all, then what holds for this account. */
export async function loadSettings(
  source: DataSource,
  accountId: string,
): Promise<{ readonly settings: Settings; readonly wrong: readonly string[] }> {
  const rows = await source.query<{ key: string; value: unknown }[]>(
    "SELECT key, value FROM setting_now WHERE scope IN ('all', $1) ORDER BY scope <> 'all'",
    [`account:${accountId}`],
  );
  return readSettings(rows.map(({ key, value }) => [key, value] as const));
}

/** Changes whenever an account, a queue, a publication or a setting does, and when an entry begins or ends to hold; cheap enough to ask every few seconds. */
export async function channelsStamp(source: DataSource): Promise<string> {
  const [row] = await source.query<{ stamp: string }[]>(/* sql */ `
    SELECT concat_ws(' ',
      (SELECT count(*) || ':' || coalesce(sum(hashtext(concat_ws(' ', name, state, queue_id, config))), 0) FROM account),
      (SELECT count(*) || ':' || coalesce(sum(version), 0) FROM queue),
      (SELECT count(*) || ':' || coalesce(sum(version), 0) FROM scene_code),
      (SELECT count(*) || ':' || coalesce(sum(hashtext(state)), 0) FROM menu_version),
      (SELECT count(*) || ':' || coalesce(sum(hashtext(id || ' ' || published_version)), 0) FROM faq_entry WHERE published_version IS NOT NULL),
      (SELECT count(*) || ':' || count(*) FILTER (WHERE state = 'running') FROM knowledge_canary),
      (SELECT count(*) || ':' || count(removed_at) FROM lane_word),
      (SELECT count(*) FROM faq_version WHERE valid_from <= now()),
      (SELECT count(*) FROM faq_version WHERE valid_until <= now()),
      (SELECT count(*) || ':' || coalesce(sum(version), 0) FROM setting),
      (SELECT coalesce(sum(hashtext(concat_ws(' ', subject, key, value))), 0) FROM deviation WHERE what IN ('queue', 'house'))) AS stamp`);
  return row?.stamp ?? "";
}
