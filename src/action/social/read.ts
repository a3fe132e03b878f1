import { admit, scopeOf } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { HOUR, type Instant } from "../../core/kernel/instant.ts";
import { defaultSettings } from "../../core/setting/registry.ts";
import { nextPlaceAt, placesLeft } from "../../core/social/limit/budget.ts";
import { approvalReasons, HALF_UNITS_MAX } from "../../core/social/gate.ts";
import { heldBy, policyOf, preparedTexts } from "../gate/gate.ts";
import type { Query } from "../action.ts";
import type { View } from "../../core/social/view.ts";
import { CLASSES, type SocialClass } from "../../core/social/triage/class.ts";
import type { AskedLines, Facet, HeardAccount, Narrowed, SocialOf, ThreadLine } from "./ports.ts";
import type { Store } from "./rules.ts";
import { shownAnswer, shownItem, shownLine } from "./shown.ts";

type Asked = {
  readonly view: View;
  readonly is?: SocialClass | undefined;
  readonly account?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** The list: what waits is ordered by risk and due time, everything else by the newest. */
export const readThreads = (
  socialOf: SocialOf,
): Query<Asked, Awaited<ReturnType<typeof threads>>, Store> => ({
  permission: "social.read",
  ask: ({ store, actor, at }, { view, is, account: accountId, after, limit }) =>
    threads(store, { view, is, accountId, after, limit }, scopeOf(actor, "social.read"), at, socialOf),
});

async function threads(
  store: Store,
  asked: AskedLines,
  scope: ReturnType<typeof scopeOf>,
  at: Instant,
  socialOf: SocialOf,
) {
  const found = await store.social.list({ ...asked, limit: asked.limit + 1 }, scope);
  const items = found.slice(0, asked.limit).map((line) => shownLine(line, settingsOf(line, socialOf), at));
  const facets = await store.social.facets(asked.view, scope, at);
  const heard = await store.social.heard(scope);
  return {
    items,
    next: found.length > asked.limit ? (items.at(-1)?.id ?? null) : null,
    counts: await store.social.counts(asked, scope, at),
    ...countedBeside(facets, heard, asked),
  };
}

/** Beside each choice of a filter: how many it would show, whatever else is chosen staying as it is. */
function countedBeside(
  facets: readonly Facet[],
  heard: readonly HeardAccount[],
  { is: chosen, accountId: of }: Narrowed,
) {
  const sum = (counted: (facet: Facet) => boolean): number =>
    facets.filter(counted).reduce((total, { count }) => total + count, 0);
  return {
    classes: CLASSES.map((is) => ({
      is,
      count: sum((one) => one.is === is && (of === undefined || one.accountId === of)),
    })),
    accounts: heard.map(({ id, name }) => ({
      id,
      name,
      count: sum((one) => one.accountId === id && (chosen === undefined || one.is === chosen)),
    })),
  };
}

const settingsOf = (line: ThreadLine, socialOf: SocialOf) =>
  socialOf(line.account.id)?.settings ?? defaultSettings;

/**
 * The whole thread, our answers, and what an answer would meet: the gate, the hour's places.
 * @throws Fault `social_gone`, `forbidden`
 */
export const readThread = (
  socialOf: SocialOf,
): Query<{ readonly id: string }, Awaited<ReturnType<typeof thread>>, Store> => ({
  permission: "social.read",
  async ask({ store, actor, at }, { id }) {
    const line = await store.social.line(id);
    if (line === undefined) throw new Fault("social_gone", "There is no such thread.");
    const { queueId, ...shown } = line;
    admit(actor, "social.read", queueId ?? undefined);
    return thread(store, shown, at, socialOf);
  },
});

async function thread(store: Store, line: ThreadLine, at: Instant, socialOf: SocialOf) {
  const open = socialOf(line.account.id);
  const settings = open?.settings ?? defaultSettings;
  const sentAt = await store.social.sentSince(line.account.id, at - HOUR);
  const of = open?.social.limits.postsPerHour ?? 0;
  const nextAt = nextPlaceAt(of, sentAt, at);
  const { id, rootMid } = line;
  const held = await heldBy(store, { id, rootMid, accountId: line.account.id }, []);
  return {
    ...shownLine(line, settings, at),
    items: (await store.social.items(line.id)).map(shownItem),
    answers: (await store.social.answersOf(line.id)).map(shownAnswer),
    serving: await store.social.serving(line.id),
    gate: {
      connected: open !== undefined,
      needs: approvalReasons(line, await policyOf(store, line.account.id, settings, held)),
      incidents: held.map(({ name, statements }) => ({ name, statements: [...statements] })),
      prepared: preparedTexts(line.author.name, settings),
      charsMax: HALF_UNITS_MAX / 2,
      places: {
        of,
        left: placesLeft(of, sentAt, at),
        nextAt: nextAt === undefined ? null : new Date(nextAt).toISOString(),
      },
    },
  };
}
