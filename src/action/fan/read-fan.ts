import { PROFILE_FRESH_MS } from "../../core/fan/retry.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Action, Query } from "../action.ts";
import { gone, refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import type { MeansOf } from "./means.ts";
import type { FanKnown, KnownChange, OtherIdentity } from "./ports.ts";

type Store = Pick<Stores, "conversation" | "fan">;

export type FanCard = {
  readonly means: {
    readonly profile: boolean;
    readonly label: { readonly bytesMax: number; readonly perFanMax: number } | null;
    readonly remarkCharsMax: number | null;
    readonly block: boolean;
  };
  readonly known:
    | (Omit<FanKnown, "followedAt" | "blockedAt" | "askedAt"> & {
        readonly followedAt: string | null;
        readonly blockedAt: string | null;
        readonly askedAt: string | null;
      })
    | null;
  /** It was asked for so long ago that it is worth asking anew. */
  readonly stale: boolean;
  readonly labels: readonly string[];
  readonly changes: readonly (Omit<KnownChange, "at"> & { readonly at: string })[];
  readonly others: readonly OtherIdentity[];
};

/** @throws Fault `conversation_unseen` */
export const readFan = (meansOf: MeansOf): Query<{ readonly id: string }, FanCard, Store> => ({
  permission: "contact.read",
  async ask({ store, actor, at }, { id }) {
    await refuseUnseen(store, actor, id);
    const { identityId, accountId } = (await store.fan.ofConversation(id)) ?? gone();
    const { hasProfiles, labels, remarkCharsMax = null, canBlock } = meansOf(accountId);
    // What is on its way first: what comes true in between is then seen twice, and never not at all.
    const changes = await store.fan.changes(identityId);
    const known = await store.fan.known(identityId);
    return {
      means: {
        profile: hasProfiles,
        label: labels === undefined ? null : { bytesMax: labels.nameBytesMax, perFanMax: labels.perFanMax },
        remarkCharsMax,
        block: canBlock,
      },
      known: known === undefined ? null : shown(known),
      stale: hasProfiles && at - (known?.askedAt ?? 0) > PROFILE_FRESH_MS,
      labels: labels === undefined ? [] : await store.fan.labels(accountId),
      changes: changes.map(({ at: when, ...change }) => ({ ...change, at: text(when) })),
      others: await store.fan.others(identityId),
    };
  },
});

const text = (at: Instant): string => new Date(at).toISOString();
const textOrNull = (at: Instant | null): string | null => (at === null ? null : text(at));

const shown = ({ followedAt, blockedAt, askedAt, ...known }: FanKnown): NonNullable<FanCard["known"]> => ({
  ...known,
  followedAt: textOrNull(followedAt),
  blockedAt: textOrNull(blockedAt),
  askedAt: textOrNull(askedAt),
});

/** Asks the platform anew who she is. @throws Fault `conversation_unseen` */
export const askFan: Action<{ readonly id: string }, void, Store> = {
  id: "fan.asked",
  permission: "contact.read",
  async run({ store, actor }, { id }) {
    await refuseUnseen(store, actor, id);
    const fan = (await store.fan.ofConversation(id)) ?? gone();
    await store.fan.ask(fan);
    return { result: undefined, audit: [], wakes: ["fans"] };
  },
};
