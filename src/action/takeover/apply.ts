import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Ids } from "../../core/kernel/id.ts";
import { EMPTY_MENU } from "../../core/menu/menu.ts";
import { menuOf } from "../../core/takeover/menu.ts";
import { previewOf } from "../../core/takeover/preview.ts";
import type { Action } from "../action.ts";
import { refuseTakenWords } from "../knowledge/rules.ts";
import type { Stores } from "../ports.ts";
import { type Able, applied, type Known, theTakeover } from "./look.ts";
import { type Made, type Takeover, TEXTS, type TextName } from "./ports.ts";
import { type ShownTakeover, shownTakeover } from "./shown.ts";

type Store = Pick<Stores, "account" | "menu" | "takeover">;
type Stamp = { readonly at: number; readonly by: string };

/**
 * Makes of what is chosen: drafts of entries, the account's own texts, the draft of its menu. Drafts answer nobody and
 * no menu is published; the texts are said from then on to the fans whom we answer.
 * @throws Fault `account_gone`, `takeover_gone`, `takeover_applied`, `version_conflict`
 */
export const apply = (able: Able): Action<Known, ShownTakeover, Store> => ({
  id: "takeover.applied",
  permission: "account.write",
  async run({ store, actor, at, ids }, { id, version }) {
    const takeover = await theTakeover(store, { id, version });
    if (takeover.made !== null) throw applied();
    const stamp = { at, by: actorName(actor) };
    const made: Made = {
      at,
      draftIds: await makeDrafts(store, id, takeover, { ids, stamp }),
      texts: await makeTexts(store, id, takeover, stamp),
      menu: takeover.choice.menu ? await makeMenu(store, id, takeover, stamp) : null,
    };
    await store.takeover.update(id, version, { made });
    const data = { drafts: made.draftIds.length, texts: made.texts.length, menu: made.menu !== null };
    return {
      result: await shownTakeover(store, id, able(id)),
      audit: [{ subject: "account", subjectId: id, data }],
    };
  },
});

async function makeDrafts(
  store: Store,
  accountId: string,
  { standing, choice }: Takeover,
  { ids, stamp }: { readonly ids: Ids; readonly stamp: Stamp },
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const rule of previewOf(standing).rules) {
    if (!rule.maps || !choice.rules.includes(rule.index)) continue;
    const id = ids();
    await store.takeover.draft(accountId, { id, ...rule.to }, stamp);
    made.push(id);
  }
  return made;
}

async function makeTexts(
  store: Store,
  accountId: string,
  { standing, choice }: Takeover,
  stamp: Stamp,
): Promise<Made["texts"]> {
  const preview = previewOf(standing);
  const made: Made["texts"][number][] = [];
  for (const name of Object.keys(TEXTS) as TextName[]) {
    const text = preview[name];
    if (!choice[name] || text?.maps !== true) continue;
    const before = await store.takeover.text(accountId, TEXTS[name]);
    await store.takeover.keepText(accountId, TEXTS[name], text.to, stamp);
    made.push({ name, text: text.to, before });
  }
  return made;
}

async function makeMenu(
  store: Store,
  accountId: string,
  { standing }: Takeover,
  stamp: Stamp,
): Promise<Made["menu"]> {
  const { menu } = menuOf(standing.menu);
  const draft = await store.menu.draft(accountId);
  const version = draft?.version ?? 0;
  if (!(await store.menu.saveDraft(accountId, menu, version, stamp))) {
    throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
  }
  return { version: version + 1, before: draft?.menu ?? null };
}

/**
 * Takes back what applying has made, as far as nobody has changed it since; entries that were published stay.
 * @throws Fault `account_gone`, `takeover_gone`, `version_conflict`
 */
export const undo = (able: Able): Action<Known, ShownTakeover, Store> => ({
  id: "takeover.undone",
  permission: "account.write",
  async run({ store, actor, at }, { id, version }) {
    const { made } = await theTakeover(store, { id, version });
    if (made !== null) {
      const stamp = { at, by: actorName(actor) };
      await store.takeover.removeDrafts(made.draftIds);
      for (const { name, text, before } of made.texts) {
        const now = await store.takeover.text(id, TEXTS[name]);
        if (now === text) await store.takeover.keepText(id, TEXTS[name], before, stamp);
      }
      // Refused where somebody has written on: then it is hers.
      if (made.menu !== null) {
        await store.menu.saveDraft(id, made.menu.before ?? EMPTY_MENU, made.menu.version, stamp);
      }
    }
    await store.takeover.update(id, version, { made: null });
    return {
      result: await shownTakeover(store, id, able(id)),
      audit: [{ subject: "account", subjectId: id }],
    };
  },
});

/**
 * Publishes drafts: from then on the bot answers by them.
 * @throws Fault `account_gone`, `takeover_gone`, `version_conflict`, `entry_words_taken` {words, title}
 */
export const publishDrafts = (
  able: Able,
): Action<
  Known & { readonly draftIds: readonly string[] },
  ShownTakeover,
  Store & Pick<Stores, "knowledge">
> => ({
  id: "takeover.published",
  permission: "knowledge.publish",
  async run({ store, actor, at, ids }, { id, version, draftIds }) {
    const { made } = await theTakeover(store, { id, version });
    const own = draftIds.filter((draftId) => made?.draftIds.includes(draftId) === true);
    const drafts = await store.takeover.drafts(own);
    const stamp = { at, by: actorName(actor) };
    for (const draft of drafts) {
      const entryId = ids();
      await refuseTakenWords(store, [{ id: entryId, accountId: id, writing: { ...draft, accountIds: [] } }]);
      await store.takeover.publish(id, [{ draft, entryId }], stamp);
    }
    await store.takeover.update(id, version, {});
    return {
      result: await shownTakeover(store, id, able(id)),
      audit: [{ subject: "account", subjectId: id, data: { entries: drafts.length } }],
      wakes: ["knowledge"],
    };
  },
});
