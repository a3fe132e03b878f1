import { actorName } from "../../core/access/actor.ts";
import { theAccount } from "../account/rules.ts";
import type { Action } from "../action.ts";
import { type ShownEntry, shownEntry } from "./look.ts";
import { refuseOtherPictures } from "./pictures.ts";
import { type LimitOf, overtaken, refuseGoneAccounts, type Store, theDraft, theKnown } from "./rules.ts";
import { tickTodos } from "../todo/tick.ts";
import { readWriting, type ShownWriting } from "./shown.ts";

type Id = { readonly id: string };
type Seen = Id & { readonly version: number };

/** @throws Fault `account_gone` */
export const createEntry = (
  limitOf: LimitOf,
): Action<{ readonly accountId: string; readonly writing: ShownWriting }, ShownEntry, Store> => ({
  id: "entry.created",
  permission: "knowledge.write",
  async run({ store, actor, at, ids }, { accountId, writing: given }) {
    await theAccount(store, accountId);
    const writing = readWriting(given, accountId);
    await refuseGoneAccounts(store, writing);
    await refuseOtherPictures(store, writing);
    const id = ids();
    await store.knowledge.create(id, accountId, writing, { at, by: actorName(actor) });
    return {
      result: await shownEntry(store, limitOf, id, at),
      audit: [{ subject: "entry", subjectId: id, data: { account: accountId } }],
    };
  },
});

/**
 * Keeps what is being written, also where it is not right yet; who looks it over has to look anew.
 * @throws Fault `entry_gone`, `account_gone`, `version_conflict`
 */
export const saveEntry = (
  limitOf: LimitOf,
): Action<Seen & { readonly writing: ShownWriting }, ShownEntry, Store> => ({
  id: "entry.drafted",
  permission: "knowledge.write",
  async run({ store, actor, at }, { id, version, writing: given }) {
    const known = await theKnown(store, id);
    const writing = readWriting(given, known.accountId);
    await refuseGoneAccounts(store, writing);
    await refuseOtherPictures(store, writing);
    if (!(await store.knowledge.save(known, writing, version, { at, by: actorName(actor) })))
      throw overtaken();
    await tickTodos({ store, limitOf, actor, at }, [id]);
    // Who wrote what stands in its versions; a line for every pause in typing would hide the rest of the audit.
    return { result: await shownEntry(store, limitOf, id, at), audit: [] };
  },
});

/**
 * Asks for a draft to be looked over, or takes that back.
 * @throws Fault `entry_gone`, `version_conflict`
 */
export const askReview = (
  limitOf: LimitOf,
): Action<Seen & { readonly wanted: boolean }, ShownEntry, Store> => ({
  id: "entry.review_asked",
  permission: "knowledge.write",
  async run({ store, actor, at }, { id, version, wanted }) {
    await theKnown(store, id);
    const stamp = wanted ? { at, by: actorName(actor) } : null;
    if (!(await store.knowledge.review(id, version, stamp))) throw overtaken();
    return {
      result: await shownEntry(store, limitOf, id, at),
      audit: [{ subject: "entry", subjectId: id, data: { wanted } }],
    };
  },
});

/** Gives a draft up. What was published stays. @throws Fault `entry_gone`, `version_conflict` */
export const discardDraft = (limitOf: LimitOf): Action<Seen, { readonly gone: boolean }, Store> => ({
  id: "entry.discarded",
  permission: "knowledge.write",
  async run({ store, actor, at }, { id, version }) {
    await theKnown(store, id);
    await theDraft(store, id, version);
    if (!(await store.knowledge.discard(id, version))) throw overtaken();
    await tickTodos({ store, limitOf, actor, at }, [id]);
    const gone = (await store.knowledge.known(id)) === undefined;
    return { result: { gone }, audit: [{ subject: "entry", subjectId: id, data: { version } }] };
  },
});
