import type { Asked } from "../../core/channel/capability/asked.ts";
import type { CodeLimits, MadeCode } from "../../core/channel/capability/codes.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { DAY } from "../../core/kernel/instant.ts";
import { refuseCode } from "../../core/scene/scene.ts";
import { refuseGoneQueue, theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { CountedCode, SceneCode } from "./ports.ts";
import { shownCode, type ShownCode } from "./shown.ts";

type Store = Pick<Stores, "scene" | "account" | "queue">;

/** What an account's platform makes; undefined: no codes. */
export type CodeLimitsOf = (accountId: string) => CodeLimits | undefined;

type Decides = {
  readonly name: string;
  readonly queueId: string | null;
  readonly lane: SceneCode["lane"];
  readonly atOnce: boolean;
  readonly welcome: string | null;
  readonly entryKey: string | null;
};
type Wanted = Decides & {
  readonly accountId: string;
  readonly scene?: string | undefined;
  /** null: a permanent one. */
  readonly days: number | null;
};

export type Codes = {
  readonly items: readonly ShownCode[];
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly limits: {
      readonly sceneCharsMax: number;
      readonly daysMax: number;
      readonly permanentMax: number;
    } | null;
  }[];
};

export const listCodes = (limitsOf: CodeLimitsOf): Query<object, Codes, Store> => ({
  permission: "account.read",
  async ask({ store, at }) {
    const accounts = await store.account.list();
    return {
      items: (await store.scene.list()).map((code) => shownCode(code, at)),
      accounts: accounts
        .filter(({ state }) => state === "active")
        .map(({ id, name }) => ({ id, name, limits: shownLimits(limitsOf(id)) })),
    };
  },
});

const shownLimits = (limits: CodeLimits | undefined): Codes["accounts"][number]["limits"] =>
  limits === undefined
    ? null
    : {
        sceneCharsMax: limits.sceneCharsMax,
        daysMax: Math.floor(limits.temporaryMsMax / DAY),
        permanentMax: limits.permanentMax,
      };

/**
 * Keeps a code that is to be made; the platform is asked afterwards. Without a scene it gets one of its own.
 * @throws Fault `account_gone`, `codes_unsupported`, `queue_gone`, `scene_taken` {scene}, and those of `refuseCode`
 */
export const createCode = (limitsOf: CodeLimitsOf): Action<Wanted, ShownCode, Store> => ({
  id: "code.created",
  permission: "account.write",
  async run({ store, at, ids }, { days, scene: given, ...wanted }) {
    const { accountId } = wanted;
    await theAccount(store, accountId);
    await refuseGoneQueue(store, wanted.queueId);
    const id = ids();
    const scene = given ?? id.replaceAll("-", "").slice(-16);
    const livesMs = days === null ? null : days * DAY;
    const limits = limitsOf(accountId) ?? unsupported();
    const life = livesMs === null ? {} : { livesMs };
    refuseCode({ scene, ...life }, limits, await store.scene.permanent(accountId));
    if (await store.scene.isTaken(accountId, scene)) {
      throw new Fault("scene_taken", "The account has a code with this scene.", { scene });
    }
    await store.scene.create({ id, ...wanted, scene, livesMs, state: "making", createdAt: at });
    return { result: shownCode(await theCode(store, id), at), audit: [{ subject: "code", subjectId: id }] };
  },
});

/**
 * What it decides, from the next scan on.
 * @throws Fault `code_gone`, `queue_gone`, `version_conflict`
 */
export const updateCode: Action<
  Partial<{ [Key in keyof Decides]: Decides[Key] | undefined }> & {
    readonly id: string;
    readonly version: number;
    readonly archived?: boolean | undefined;
  },
  ShownCode,
  Store
> = {
  id: "code.updated",
  permission: "account.write",
  async run({ store, at }, { id, version, archived, ...change }) {
    const code = await theCode(store, id);
    if (code.version !== version) {
      throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
    }
    await refuseGoneQueue(store, change.queueId);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const state = archived === undefined ? {} : { state: archived ? ("archived" as const) : stateOf(code) };
    await store.scene.update(code, { ...given, ...state });
    const data = { fields: [...Object.keys(given), ...Object.keys(state)] };
    return {
      result: shownCode(await theCode(store, id), at),
      audit: [{ subject: "code", subjectId: id, data }],
    };
  },
};

const stateOf = ({ url }: SceneCode): SceneCode["state"] => (url === null ? "failed" : "ready");

/** What is to be asked of the platform: again for one that has failed or expired. @throws Fault `code_gone` */
export const codeToMake: Query<{ readonly id: string }, CountedCode, Store> = {
  permission: "account.write",
  ask: ({ store }, { id }) => theCode(store, id),
};

/** Keeps what the platform has said. @throws Fault `code_gone` */
export const codeMade: Action<{ readonly id: string; readonly asked: Asked<MadeCode> }, ShownCode, Store> = {
  id: "code.made",
  permission: "account.write",
  async run({ store, at }, { id, asked }) {
    await store.scene.settle(id, asked.kind === "done" ? asked.value : { code: asked.code });
    const data = { outcome: asked.kind, ...(asked.kind === "done" ? {} : { code: asked.code }) };
    return {
      result: shownCode(await theCode(store, id), at),
      audit: [{ subject: "code", subjectId: id, data }],
    };
  },
};

/** Entries whose answer a code or a menu may give. @throws Fault `account_gone` */
export const listEntries: Query<
  { readonly id: string },
  { readonly items: readonly { readonly key: string; readonly title: string }[] },
  Store
> = {
  permission: "account.read",
  async ask({ store }, { id }) {
    await theAccount(store, id);
    return { items: await store.scene.entries(id) };
  },
};

async function theCode(store: Store, id: string): Promise<CountedCode> {
  const code = await store.scene.byId(id);
  if (code === undefined) throw new Fault("code_gone", "There is no such code.");
  return code;
}

function unsupported(): never {
  throw new Fault("codes_unsupported", "The platform of this account makes no codes.");
}
