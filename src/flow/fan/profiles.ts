import type { Asked } from "../../core/channel/capability/asked.ts";
import type { FanProfile, Profiles } from "../../core/channel/fans/profiles.ts";
import { fullPace, paceAt } from "../../core/fan/pace.ts";
import { nextOf } from "../../core/fan/retry.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import type { DueProfile, FanContext } from "./ports.ts";

const ASK_MS_MAX = 20 * SECOND;

/**
 * Asks for the profiles of an account whose time has come, one batch, within its pace. Returns how many were asked
 * for: none while the pace is used up.
 */
export async function askProfiles(
  accountId: string,
  profiles: Profiles,
  context: FanContext,
): Promise<number> {
  const { store, clock, paces } = context;
  const pace = paceAt(paces.get(accountId) ?? fullPace(clock()), clock());
  paces.set(accountId, pace);
  if (pace.left === 0) return 0;
  await store.sweep(accountId, clock());
  const due = await store.claimProfiles(accountId, profiles.batchMax, clock());
  if (due.length > 0) await ask(accountId, due, profiles, context);
  return due.length;
}

/** A batch is refused because of one of its fans: halves tell which. What the pace leaves no call for is handed back. */
async function ask(
  accountId: string,
  due: readonly DueProfile[],
  profiles: Profiles,
  context: FanContext,
): Promise<void> {
  const { store, clock, paces } = context;
  const { left, at } = paces.get(accountId) ?? fullPace(clock());
  if (left === 0) return store.releaseProfiles(idsOf(due), clock());
  paces.set(accountId, { left: left - 1, at });
  const asked = await profiles.read(
    due.map(({ externalId }) => externalId),
    AbortSignal.timeout(ASK_MS_MAX),
  );
  if (asked.kind === "done") return keep(due, asked.value, context);
  if (asked.kind === "refused" && asked.whose !== "account" && due.length > 1) {
    const half = Math.ceil(due.length / 2);
    await ask(accountId, due.slice(0, half), profiles, context);
    return ask(accountId, due.slice(half), profiles, context);
  }
  return postpone(accountId, due, asked, context);
}

async function keep(
  due: readonly DueProfile[],
  answered: readonly FanProfile[],
  { store, clock, ids }: FanContext,
): Promise<void> {
  const byId = new Map(answered.map((profile) => [profile.externalId, profile]));
  const found = due.flatMap(({ identityId, externalId }) => {
    const profile = byId.get(externalId);
    return profile === undefined ? [] : [{ ...profile, identityId }];
  });
  await store.keepProfiles(found, clock(), ids);
  const missing = due.filter(({ externalId }) => !byId.has(externalId));
  if (missing.length > 0) await store.postponeProfiles(idsOf(missing), { code: "missing", dueAt: undefined });
}

async function postpone(
  accountId: string,
  due: readonly DueProfile[],
  asked: Exclude<Asked<unknown>, { kind: "done" }>,
  { store, clock, watch, paused }: FanContext,
): Promise<void> {
  const { code } = asked;
  const next = nextOf(asked, Math.max(...due.map(({ tries }) => tries)), clock());
  if (next.kind !== "again") watch.refused(accountId, "profile", code);
  if (next.kind === "pause") paused.set(`${accountId} profile`, next.until);
  const dueAt = next.kind === "over" ? undefined : next.kind === "pause" ? next.until : next.at;
  await store.postponeProfiles(idsOf(due), { code, dueAt });
}

const idsOf = (due: readonly DueProfile[]): readonly string[] => due.map(({ identityId }) => identityId);
