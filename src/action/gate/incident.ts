import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { defaultSettings, type Settings } from "../../core/setting/registry.ts";
import type { Concern } from "../../core/social/gate.ts";
import { midOfLink } from "../../core/social/link.ts";
import type { Action } from "../action.ts";
import type { SocialOf } from "../social/ports.ts";
import { heldBy, mayBeSaid } from "./gate.ts";
import { refuseOthers, type Store } from "../social/rules.ts";

const RIGHT = "social.approve";

/** A post by its address, or its mid. */
type Asked = Exclude<Concern, { readonly kind: "post" }> | { readonly kind: "post"; readonly link: string };
type Begun = {
  readonly id: string;
  readonly name: string;
  readonly concern: Asked;
  readonly statements: readonly string[];
};

/**
 * A trouble gets its name: from now on of what it concerns only its statements are said, and mentions are looked for as
 * often as can be. Answers that wait to be sent and are none of them wait for a second pair of eyes.
 * @throws Fault `social_gone`, `social_incident_open`, `social_link_unreadable`
 */
export const createStartIncident = (socialOf: SocialOf): Action<Begun, { readonly id: string }, Store> => ({
  id: "social.incident_started",
  permission: RIGHT,
  async run({ store, actor, at, ids }, { id: accountId, name, concern: asked, statements }) {
    await refuseOthers(store, actor, RIGHT, accountId);
    const id = ids();
    const concern = await concernOf(store, accountId, asked);
    if (!(await store.social.startIncident({ id, accountId, name, concern, statements }, actor.id, at))) {
      throw new Fault("social_incident_open", "An incident holds all of this account already.");
    }
    const settings = socialOf(accountId)?.settings ?? defaultSettings;
    const held = await holdQueued(store, accountId, settings, { actor: actorName(actor), at });
    await store.social.lookNow(accountId, at);
    const audit = { ...told(accountId, id), data: { incident: id, concern: concern.kind, held } };
    return { result: { id }, audit: [audit], wakes: ["social"] };
  },
});

async function concernOf(store: Store, accountId: string, asked: Asked): Promise<Concern> {
  if (asked.kind !== "post") return asked;
  const mid = midOfLink(asked.link);
  if (mid === undefined) {
    throw new Fault("social_link_unreadable", "This is no address of a post. Copy it from the post's time.");
  }
  // What hangs on a post hangs on its root.
  return { kind: "post", mid: (await store.social.rootOf(accountId, mid)) ?? mid };
}

/** Returns how many. */
async function holdQueued(
  store: Store,
  accountId: string,
  settings: Settings,
  by: { readonly actor: string; readonly at: Instant },
): Promise<number> {
  let count = 0;
  for (const { id, threadId, itemMid, text, kind } of await store.social.queued(accountId)) {
    const held = await store.social.lock(threadId);
    if (held === undefined) continue;
    const name = (await store.social.item(held, itemMid))?.author.name ?? "";
    if (mayBeSaid(text, { kind, name }, settings, await heldBy(store, held, [text]))) continue;
    await store.social.hold(id, "incident");
    await store.social.write(held, held.thread, { code: "answer_held", ...by, data: { answer: id } });
    count += 1;
  }
  return count;
}

type Changed = {
  readonly id: string;
  readonly incident: string;
  readonly version: number;
  readonly statements: readonly string[];
};

/** @throws Fault `social_gone`, `social_incident_gone` */
export const changeIncident: Action<Changed, void, Store> = {
  id: "social.incident_changed",
  permission: RIGHT,
  async run({ store, actor }, { id, incident, version, statements }) {
    await refuseOthers(store, actor, RIGHT, id);
    await refuseGone(store, id, incident);
    if (!(await store.social.changeIncident({ id: incident, version, statements }))) throw gone();
    return { result: undefined, audit: [told(id, incident)] };
  },
};

/** @throws Fault `social_gone`, `social_incident_gone` */
export const stopIncident: Action<{ readonly id: string; readonly incident: string }, void, Store> = {
  id: "social.incident_stopped",
  permission: RIGHT,
  async run({ store, actor, at }, { id, incident }) {
    await refuseOthers(store, actor, RIGHT, id);
    await refuseGone(store, id, incident);
    if (!(await store.social.stopIncident(incident, actor.id, at))) throw gone();
    return { result: undefined, audit: [told(id, incident)] };
  },
};

async function refuseGone(store: Store, accountId: string, incident: string): Promise<void> {
  const open = await store.social.incidents(accountId);
  if (!open.some(({ id }) => id === incident)) throw gone();
}

const gone = (): Fault =>
  new Fault("social_incident_gone", "This incident is over, or somebody has changed it meanwhile.");

const told = (accountId: string, incident: string) => ({
  subject: "account",
  subjectId: accountId,
  data: { incident },
});
