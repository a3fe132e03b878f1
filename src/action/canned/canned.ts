import { type Actor, admit, may } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { initialsOf } from "./initials.ts";
import type { Canned, CannedFields } from "./ports.ts";

type Store = Pick<Stores, "canned" | "queue">;
const OWN_MAX = 200;
const SHARED_MAX = 500;

/** 快捷语: everybody's, those of her queues, her own. */
export const readCanned: Query<{ readonly all: boolean }, { readonly items: Canned[] }, Store> = {
  permission: "signed_in",
  async ask({ store, actor }, { all }) {
    const reach = may(actor, "canned.write") ? "all" : "own";
    return { items: await store.canned.of(actor.id, all ? reach : "used") };
  },
};

type Words = Pick<CannedFields, "code" | "title" | "body" | "position">;

/** @throws Fault `forbidden`, `canned_queue_missing`, `queue_gone`, `canned_code_taken` {code}, `canned_too_many` {max} */
export const createCanned: Action<
  Words & { readonly scope: Canned["scope"]; readonly queueId: string | null },
  Canned,
  Store
> = {
  id: "canned.created",
  permission: "signed_in",
  async run({ store, actor, at, ids }, { scope, queueId, ...words }) {
    if (scope === "queue" && queueId === null) {
      throw new Fault("canned_queue_missing", "Name the queue that it is for.");
    }
    if (scope === "queue" && (await store.queue.existing([queueId ?? ""])).length === 0) {
      throw new Fault("queue_gone", "There is no such queue any more.");
    }
    const owner = {
      queueId: scope === "queue" ? queueId : null,
      staffId: scope === "mine" ? actor.id : null,
    };
    admitEdit(actor, owner);
    const max = scope === "mine" ? OWN_MAX : SHARED_MAX;
    if ((await store.canned.countOf(owner)) >= max) {
      throw new Fault("canned_too_many", `There are ${max} already. Remove one first.`, { max });
    }
    const fields = { ...words, ...owner, initials: initialsOf(words.title), active: true };
    await refuseTaken(store, fields, undefined);
    const id = ids();
    await store.canned.insert(id, fields, at);
    return { result: await shown(store, id), audit: [{ subject: "canned", subjectId: id }] };
  },
};

/** @throws Fault `forbidden`, `canned_gone`, `version_conflict`, `canned_code_taken` {code} */
export const changeCanned: Action<
  Words & { readonly id: string; readonly active: boolean; readonly version: number },
  Canned,
  Store
> = {
  id: "canned.changed",
  permission: "signed_in",
  async run({ store, actor, at }, { id, version, ...given }) {
    const known = await store.canned.known(id);
    const isAnothers = known?.staffId !== null && known?.staffId !== actor.id;
    if (known === undefined || isAnothers) {
      throw new Fault("canned_gone", "There is no such canned reply any more.");
    }
    const { queueId, staffId } = known;
    admitEdit(actor, { queueId, staffId });
    if (known.version !== version) {
      throw new Fault("version_conflict", "Somebody has changed this meanwhile. Look again, then repeat it.");
    }
    const fields = { ...given, queueId, staffId, initials: initialsOf(given.title) };
    await refuseTaken(store, fields, id);
    await store.canned.update(id, fields, at);
    return {
      result: await shown(store, id),
      audit: [{ subject: "canned", subjectId: id, data: { active: given.active } }],
    };
  },
};

/** One's own are one's own business. */
function admitEdit(actor: Actor, { queueId, staffId }: Pick<CannedFields, "queueId" | "staffId">): void {
  if (staffId !== null) admit(actor, "contact.serve");
  else admit(actor, "canned.write", queueId ?? undefined);
}

async function refuseTaken(store: Store, fields: CannedFields, butId: string | undefined): Promise<void> {
  if (!fields.active || !(await store.canned.isTaken(fields, butId))) return;
  const { code } = fields;
  throw new Fault("canned_code_taken", `/${code} means something else here already.`, { code });
}

async function shown(store: Store, id: string): Promise<Canned> {
  const canned = await store.canned.one(id);
  if (canned === undefined) throw new Error("what was just written is there");
  return canned;
}
