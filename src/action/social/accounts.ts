import { admit, may, scopeOf } from "../../core/access/actor.ts";
import { DAY, HOUR, type Instant } from "../../core/kernel/instant.ts";
import { placesLeft } from "../../core/social/limit/budget.ts";
import { detectionOf, pollPlan } from "../../core/social/limit/delay.ts";
import { spentAt } from "../../core/social/limit/spent.ts";
import type { Query } from "../action.ts";
import type { AccountPublic, Incident, SocialOf } from "./ports.ts";
import type { Store } from "./rules.ts";

const PAST_MS = 14 * DAY;

/** Each account's public: what it can promise with the calls it has, and what of them is spent (days, G1). */
export const readSocialAccounts = (
  socialOf: SocialOf,
): Query<object, { readonly items: Awaited<ReturnType<typeof shown>>[] }, Store> => ({
  // Whoever connects an account has to see what it can promise, though what fans write is none of her business.
  permission: "signed_in",
  async ask({ store, actor, at }) {
    const isKeeper = may(actor, "account.read");
    if (!isKeeper) admit(actor, "social.read");
    const found = await store.social.accounts(isKeeper ? "all" : scopeOf(actor, "social.read"));
    return { items: await Promise.all(found.map((account) => shown(store, account, at, socialOf))) };
  },
});

const shownIncident = ({ concern, statements, startedAt, ...incident }: Incident) => ({
  ...incident,
  concern: concern.kind === "topics" ? { ...concern, words: [...concern.words] } : concern,
  statements: [...statements],
  startedAt: new Date(startedAt).toISOString(),
});

async function shown(store: Store, account: AccountPublic, at: Instant, socialOf: SocialOf) {
  const { id, name, lookedAt, code, unreadable, spent } = account;
  const known = {
    id,
    name,
    code,
    unreadable,
    lookedAt: lookedAt === null ? null : new Date(lookedAt).toISOString(),
  };
  const open = socialOf(id);
  if (open === undefined) return { ...known, public: null };
  const { social, settings } = open;
  const { limits } = social;
  const plan = pollPlan(limits, await store.social.expected(id, at - PAST_MS));
  const promisedMs = settings["social.firstAnswerMs"];
  const { worstMs, bestMs, isReachable, because } = detectionOf(limits, plan, promisedMs);
  const sentAt = await store.social.sentSince(id, at - HOUR);
  return {
    ...known,
    public: {
      promisedMs,
      detection: { worstMs, bestMs, isReachable, because },
      calls: {
        of: limits.callsPerDay,
        spent: spent === null ? 0 : spentAt(spent, at).today,
        perLook: limits.callsPerLook,
      },
      posts: { of: limits.postsPerHour, left: placesLeft(limits.postsPerHour, sentAt, at) },
      incidents: (await store.social.incidents(id)).map(shownIncident),
    },
  };
}
