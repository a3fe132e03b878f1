import { randomFillSync } from "node:crypto";
import type pg from "pg";

import { createIds } from "../../src/core/kernel/id.ts";
import { foldedOf } from "../../src/core/knowledge/writing.ts";

/** Title and phrasings of one entry: so many together. */
export const PHRASINGS_EACH = 10;
/** Each has a name of two different characters. */
export const ENTRIES_MAX = 1_000;

const CHARACTERS = "沐风清岚云朵星河暖阳白露青禾松涛海棠竹影晨曦初雪南山流萤素笺琥珀月湖远帆";
const THINGS =
  "电饭煲 吹风机 加湿器 扫地机 空气炸锅 电热毯 台灯 挂烫机 净水器 榨汁机 电水壶 洗碗机 烤箱 风扇".split(" ");
const MATTERS =
  "保修多久 几天能到 怎么清洗 怎么开发票 有几种颜色 怎么退货 多高多宽 用多少电 能不能寄到国外 送不送配件 怎么连手机 在哪里看说明书".split(
    " ",
  );
const FORMS: readonly ((thing: string, matter: string) => string)[] = [
  (thing, matter) => `有没有人知道${thing}${matter}`,
  (thing, matter) => `我的${thing}${matter}呀`,
  (thing, matter) => `想了解一下${thing}${matter}`,
  (thing, matter) => `${thing}到底${matter}`,
  (thing, matter) => `${matter}，我买的是${thing}`,
  (thing, matter) => `昨天下单的${thing}${matter}`,
  (thing, matter) => `${thing}的话${matter}`,
  (thing, matter) => `你们家${thing}${matter}呢`,
  (thing, matter) => `朋友送了我一台${thing}${matter}`,
];

export type Asked = { readonly id: string; readonly title: string; readonly phrasings: readonly string[] };

/** What the asked entry says in its nth version. */
export const answerOf = (n: number): string => `请看说明书第 ${n} 页。`;

/** Entries with so many phrasings in all, none of them twice. */
export function entriesOf(phrasings: number): readonly (Asked & { readonly key: string })[] {
  const ids = createIds(Date.now, (bytes) => randomFillSync(bytes));
  const many = Math.ceil(phrasings / PHRASINGS_EACH);
  return Array.from({ length: many }, (_, n) => ({ id: ids(), key: `bench-${n}`, ...wordsOf(n) }));
}

/** Gives an account so many phrasings more, published; returns the entry that is asked for. */
export async function fillKnowledge(client: pg.Client, accountId: string, phrasings: number): Promise<Asked> {
  const entries = entriesOf(phrasings);
  const rows = entries.map((entry) => ({ ...entry, folded: foldedOf(entry), answer: textOf(answerOf(1)) }));
  await client.query(
    `WITH given AS (
       SELECT * FROM jsonb_to_recordset($2::jsonb) AS g(id uuid, key text, title text, phrasings text[], folded text[], answer jsonb)
     ), entry AS (
       INSERT INTO faq_entry (id, account_id, key, published_version, created_at) SELECT id, $1, key, 1, now() FROM given
     )
     INSERT INTO faq_version (entry_id, version, title, phrasings, folded, answer, created_at, created_by)
     SELECT id, 1, title, phrasings, folded, answer, now(), 'system' FROM given`,
    [accountId, JSON.stringify(rows)],
  );
  const [asked] = entries;
  if (asked === undefined) throw new Error("Knowledge has one phrasing at least.");
  return asked;
}

export const textOf = (text: string) => ({ kind: "text", text }) as const;

function wordsOf(n: number): { readonly title: string; readonly phrasings: readonly string[] } {
  const thing = `${nameOf(n)}${THINGS[n % THINGS.length]}`;
  const matter = MATTERS[n % MATTERS.length] ?? "";
  return { title: `${thing}${matter}`, phrasings: FORMS.map((form) => form(thing, matter)) };
}

/** Of no two entries the same. */
function nameOf(n: number): string {
  const many = CHARACTERS.length;
  const first = n % many;
  const step = 1 + Math.floor(n / many);
  return `${CHARACTERS[first]}${CHARACTERS[(first + step) % many]}`;
}
