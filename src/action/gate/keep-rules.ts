import { HOUR, MINUTE } from "../../core/kernel/instant.ts";
import type { Settings } from "../../core/setting/registry.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { SocialOf } from "../social/ports.ts";
import { connected, refuseOthers, type Store } from "../social/rules.ts";

const RIGHT = "social.approve";

/** By what an account speaks in public, as a form has it. */
export type Rules = {
  readonly firstAnswerMinutes: number;
  readonly nextAnswerMinutes: number;
  readonly approvalFollowers: number;
  readonly approvalAlways: boolean;
  readonly campaigns: string;
  readonly bannedPromises: string;
  readonly privateWindowHours: number;
  readonly privateInvite: string;
  readonly closing: string;
};

/** @throws Fault `social_gone`, `social_unconnected` */
export const createReadRules = (socialOf: SocialOf): Query<{ readonly id: string }, Rules, Store> => ({
  permission: RIGHT,
  async ask({ store, actor }, { id }) {
    await refuseOthers(store, actor, RIGHT, id);
    return rulesOf(connected(socialOf, id).settings);
  },
});

const rulesOf = (settings: Settings): Rules => ({
  firstAnswerMinutes: Math.round(settings["social.firstAnswerMs"] / MINUTE),
  nextAnswerMinutes: Math.round(settings["social.nextAnswerMs"] / MINUTE),
  approvalFollowers: settings["social.approvalFollowers"],
  approvalAlways: settings["social.approvalAlways"] === "on",
  campaigns: settings["social.campaigns"],
  bannedPromises: settings["social.bannedPromises"],
  privateWindowHours: Math.round(settings["social.privateWindowMs"] / HOUR),
  privateInvite: settings["social.privateInvite"],
  closing: settings["social.closing"],
});

/** Every node has them within a few seconds. @throws Fault `social_gone` */
export const keepRules: Action<Rules & { readonly id: string }, void, Store & Pick<Stores, "setting">> = {
  id: "social.rules_kept",
  permission: RIGHT,
  async run({ store, actor, at }, { id, ...rules }) {
    await refuseOthers(store, actor, RIGHT, id);
    await store.setting.keep(`account:${id}`, settingsOf(rules), actor.id, at);
    return { result: undefined, audit: [{ subject: "account", subjectId: id }] };
  },
};

const settingsOf = (rules: Rules): Partial<Settings> => ({
  "social.firstAnswerMs": rules.firstAnswerMinutes * MINUTE,
  "social.nextAnswerMs": rules.nextAnswerMinutes * MINUTE,
  "social.approvalFollowers": rules.approvalFollowers,
  "social.approvalAlways": rules.approvalAlways ? "on" : "off",
  "social.campaigns": rules.campaigns,
  "social.bannedPromises": rules.bannedPromises,
  "social.privateWindowMs": rules.privateWindowHours * HOUR,
  "social.privateInvite": rules.privateInvite,
  "social.closing": rules.closing,
});
