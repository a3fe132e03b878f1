import { countsFor, type QueueCount } from "../../core/desk/counts.ts";
import type { Awaited, Seated } from "../../core/desk/desk.ts";
import type { Reach } from "../../core/desk/reach.ts";
import type { Frame } from "../../core/desk/frame.ts";
import { sendChanges, whatChanged } from "../../core/desk/stamp.ts";
import { NO_COVERING, NO_PHONE } from "../../core/desk/beside.ts";
import { type DeskView, EMPTY_VIEW, tell, tellBeside, tellCounts } from "../../core/desk/view.ts";
import { DAY, type Instant } from "../../core/kernel/instant.ts";
import type { DeskStore } from "./ports.ts";

/** Messages of one conversation in one frame; who missed more asks for it. */
const NEWS_MAX = 50;
/** What is told is seconds old. Looking only so far back spares the months before. */
const NEWS_AGE_MS = 2 * DAY;

/** A person whose desk somebody looks at here. */
export type Watched = { view: DeskView; reach: Reach; endedToday: number };

export type Floor = readonly QueueCount[];

/** Looks at the desks of these people, all at once: what each has to be told. */
export async function lookAgain(
  store: DeskStore,
  desks: ReadonlyMap<string, Watched>,
  staffIds: readonly string[],
  at: Instant,
): Promise<ReadonlyMap<string, readonly Frame[]>> {
  const [stamps, consults, coverings, phones] = await Promise.all([
    store.stamps(staffIds),
    store.consults(staffIds),
    store.coverings(staffIds),
    store.phones(staffIds, at),
  ]);
  const looked = staffIds.flatMap((staffId) => {
    const desk = desks.get(staffId);
    const now = stamps.get(staffId);
    return desk === undefined || now === undefined
      ? []
      : [{ staffId, desk, now, changes: whatChanged(desk.view.stamp, now) }];
  });
  const changes = looked.map((one) => one.changes);
  const rows = changes.flatMap((change) => change.rows);
  const messages = changes.flatMap((change) => change.messages);
  const lines = changes.flatMap((change) => change.lines);
  const offered = rows.filter(({ offerId }) => offerId !== undefined).map(({ contactId }) => contactId);
  const ended = looked.flatMap(({ desk, now }) => sendChanges(desk.view.open, now).ended);
  const [rowsRead, offers, news, sends, seated] = await Promise.all([
    rows.length === 0 ? new Map() : store.rows(rows.map(({ contactId }) => contactId)),
    offered.length === 0 ? new Map() : store.offers(offered),
    messages.length + lines.length === 0
      ? new Map()
      : store.news({ messages, lines, since: at - NEWS_AGE_MS, max: NEWS_MAX }),
    ended.length === 0 ? [] : store.sends(ended),
    seatedOf(
      store,
      looked.filter((one) => one.changes.session).map(({ staffId }) => staffId),
    ),
  ]);

  const frames = new Map<string, readonly Frame[]>();
  // All or none from here on: nothing is awaited any more.
  for (const { staffId, desk, now, changes: change } of looked) {
    const own = new Set(now.contacts.map(({ conversationId }) => conversationId));
    const fetched = {
      session: seated.get(staffId) ?? null,
      rows: rowsRead,
      offers,
      news,
      sends: sends.filter(({ conversationId }) => own.has(conversationId)),
    };
    const told = tell(desk.view, now, change, fetched);
    const beside = tellBeside(told.view, {
      consults: consults.get(staffId) ?? [],
      covering: coverings.get(staffId) ?? NO_COVERING,
      phone: phones.get(staffId) ?? NO_PHONE,
    });
    desk.view = beside.view;
    frames.set(staffId, [...told.frames, ...beside.frames]);
  }
  return frames;
}

async function seatedOf(
  store: DeskStore,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, Seated | null>> {
  const seated = await Promise.all(staffIds.map((staffId) => store.seated(staffId)));
  return new Map(staffIds.map((staffId, index) => [staffId, seated[index] ?? null]));
}

/** Counts anew from what all queues have. */
export function countAgain(desk: Watched, floor: Floor): readonly Frame[] {
  const own = { mine: desk.view.contacts.size, endedToday: desk.endedToday };
  const told = tellCounts(desk.view, countsFor(desk.reach, floor, own));
  desk.view = told.view;
  return told.frames;
}

/** Tells whom she waits for, where that has changed. */
export function awaitAgain(desk: Watched, awaited: readonly Awaited[] = []): readonly Frame[] {
  const told = tellBeside(desk.view, { awaited });
  desk.view = told.view;
  return told.frames;
}

export const newDesk = (reach: Reach): Watched => ({ view: EMPTY_VIEW, reach, endedToday: 0 });
