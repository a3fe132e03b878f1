import type { RowError, Row } from "../../core/social/import.ts";
import { readRow } from "../../core/social/import.ts";
import type { Door, SocialItem } from "../../core/social/item.ts";
import { type Landed, landingOf, type Taken, takenOf } from "../../core/social/landing.ts";
import type { Action, ActionContext, Query } from "../action.ts";
import type { SocialOf } from "./ports.ts";
import { connected, refuseOthers, type Store } from "./rules.ts";

type Given = { readonly accountId: string; readonly items: readonly SocialItem[]; readonly door: Door };

/** Lets pass whoever may add to this account. @throws Fault `social_gone` */
export const mayAdd: Query<{ readonly accountId: string }, void, Store> = {
  permission: "social.answer",
  ask: ({ store, actor }, { accountId }) => refuseOthers(store, actor, "social.answer", accountId),
};

/** Takes in what a person or a vendor brings, each once. @throws Fault `social_gone`, `social_unconnected` */
export const takeInItems = (
  socialOf: SocialOf,
  permission: "social.answer" | "public",
): Action<Given, Taken, Store> => ({
  id: "social.taken_in",
  permission,
  async run(context, { accountId, items, door }) {
    if (permission !== "public") {
      await refuseOthers(context.store, context.actor, permission, accountId);
    }
    const result = await takeAll(context, socialOf, { accountId, items, door });
    const { landed, known } = result;
    return {
      result,
      audit: [{ subject: "account", subjectId: accountId, data: { door, landed, known } }],
      wakes: result.waits > 0 ? ["seat"] : [],
    };
  },
});

async function takeAll(
  { store, at }: ActionContext<Store>,
  socialOf: SocialOf,
  given: Given,
): Promise<Taken> {
  const { social, settings, matters } = connected(socialOf, given.accountId);
  const account = { id: given.accountId, ownId: social.ownId, settings, matters };
  const landed: Landed[] = [];
  for (const item of given.items) {
    const landing = landingOf(account, item, given.door, at);
    if (landing === undefined) await store.social.ownSeen(account.id, item, at);
    else landed.push(await store.social.land(landing));
  }
  return takenOf(landed);
}

export type RowFailure = { readonly row: number; readonly errors: RowError[] };

/** Rows as items, and what is wrong with the others; the first row below the heading is 2. */
export function readRows(rows: readonly Row[], now: number) {
  const read = rows.map((row, n) => ({ row: n + 2, read: readRow(row, now) }));
  return {
    items: read.flatMap(({ read: one }) => ("item" in one ? [one.item] : [])),
    failures: read.flatMap(({ row, read: one }): RowFailure[] =>
      "errors" in one ? [{ row, errors: [...one.errors] }] : [],
    ),
  };
}
