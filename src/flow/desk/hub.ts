import type { Desk } from "../../core/desk/desk.ts";
import type { Look } from "../../core/desk/presence.ts";
import { wholeDesk } from "../../core/desk/view.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { type Clock, type Instant, SECOND } from "../../core/kernel/instant.ts";
import { awaitAgain, countAgain, type Floor, lookAgain, newDesk, type Watched } from "./desks.ts";
import { createGaze } from "./gaze.ts";
import { createLines, type Line, type Lines, type Visitor, type Window, written } from "./lines.ts";
import type { DeskStore } from "./ports.ts";
import { inTurn } from "./turn.ts";

/** Keeps every open desk of this process true: one look for all that were woken, and the net each few seconds. */
export type DeskHub = {
  /**
   * Tells the whole desk, then every change, until the returned function is called.
   * @throws Fault `busy`
   */
  readonly open: (visitor: Visitor, window: Window) => Promise<() => void>;
  /** The desk as a new window would be told it. */
  readonly snapshot: (visitor: Omit<Visitor, "sessionId">) => Promise<Desk>;
  /** Something of these desks has changed; of all, without. */
  readonly wake: (staffIds?: readonly string[]) => void;
  /** Somebody, here or on another node, looks at something. */
  readonly look: (look: Look) => void;
  /** Sign-ins have changed or ended. */
  readonly check: () => void;
  /** What the clock brings; called each second. */
  readonly tick: () => Promise<void>;
  readonly streams: () => number;
  readonly close: () => Promise<void>;
};

export type HubOptions = {
  readonly store: DeskStore;
  readonly clock: Clock;
  /** Of the console: another than the page's own asks for a reload. */
  readonly version: string;
  readonly onError: (error: unknown) => void;
};

const STREAMS_MAX = 2_000;
/** A bus may lose everything: then a change shows so late. */
const NET_MS = 3 * SECOND;
const ALIVE_MS = 3 * SECOND;
const SELDOM_MS = 15 * SECOND;
const PING_MS = 10 * SECOND;

type State = Pick<HubOptions, "store" | "clock" | "version"> & {
  readonly desks: Map<string, Watched>;
  readonly lines: Lines;
  floor: Floor;
  bots: Floor;
  deviates: string;
};

export function createDeskHub({ onError, ...options }: HubOptions): DeskHub {
  const desks = new Map<string, Watched>();
  const lines = createLines((staffId) => desks.delete(staffId));
  const state: State = { ...options, desks, lines, floor: [], bots: [], deviates: "" };
  const { clock } = options;
  const turn = inTurn(onError);
  const gaze = createGaze({ ...options, desks, tell: lines.tell });
  const isDue = createSchedule();
  let woken = new Set<string>();
  let closed = false;

  const wake = (staffIds: readonly string[] = [...desks.keys()]): void => {
    const here = staffIds.filter((staffId) => desks.has(staffId));
    const isWaiting = woken.size > 0;
    for (const staffId of here) woken.add(staffId);
    if (isWaiting || woken.size === 0 || closed) return;
    void turn(async () => {
      const all = [...woken];
      woken = new Set();
      await lookAt(state, all);
    });
  };

  return {
    wake,
    snapshot: (visitor) => snapshot(state, visitor),
    look: (look) => void turn(() => gaze.look(look)),
    check: () => void turn(() => endDead(state)),
    streams: () => lines.all().length,
    async open(visitor, window) {
      const line = { ...visitor, window };
      await turn.strictly(async () => {
        if (closed || lines.all().length >= STREAMS_MAX) {
          throw new Fault("busy", "Too many desks are open here. Try again in a moment.");
        }
        await welcome(state, line);
        gaze.welcome(visitor.staffId);
      });
      return () => lines.leave(line);
    },
    tick: () =>
      turn(async () => {
        const at = clock();
        if (isDue("alive", ALIVE_MS, at)) await endDead(state);
        if (isDue("ping", PING_MS, at)) await beat(state, at);
        await gaze.tick();
        if (!isDue("net", NET_MS, at)) return;
        await lookAt(state, [...desks.keys()]);
        await recount(state, at, isDue("seldom", SELDOM_MS, at));
        await sayDeviates(state, at);
      }),
    async close() {
      closed = true;
      await turn(async () => {
        for (const line of lines.all()) lines.end(line, "stopping");
      });
    },
  };
}

function createSchedule() {
  const due = new Map<string, Instant>();
  return (what: string, everyMs: number, at: Instant): boolean => {
    if (at < (due.get(what) ?? 0)) return false;
    due.set(what, at + everyMs);
    return true;
  };
}

/** A look that fails tells nobody anything: the net finds it all again. */
async function lookAt(
  { store, clock, desks, lines, floor }: State,
  staffIds: readonly string[],
): Promise<void> {
  if (staffIds.length === 0) return;
  for (const [staffId, frames] of await lookAgain(store, desks, staffIds, clock())) {
    const desk = desks.get(staffId);
    if (desk !== undefined) lines.tell(staffId, [...frames, ...countAgain(desk, floor)]);
  }
}

/** What is told from now on is told to this window, too; so it has to know what the others know. */
async function welcome(state: State, line: Line): Promise<void> {
  const { store, clock, version, desks, lines } = state;
  const { staffId, reach } = line;
  const known = desks.get(staffId);
  const desk = known ?? newDesk(reach);
  desk.reach = reach;
  desks.set(staffId, desk);
  try {
    if (known === undefined) {
      if (state.floor.length === 0) state.floor = await store.waiting();
      desk.endedToday = (await store.ended([staffId], clock())).get(staffId) ?? 0;
      awaitAgain(desk, (await store.awaited([staffId])).get(staffId));
    }
    await lookAt(state, [staffId]);
  } catch (error) {
    if (!lines.has(staffId)) desks.delete(staffId);
    throw error;
  }
  // Her other window may have left while this one was being welcomed, and taken the desk with it.
  desks.set(staffId, desk);
  lines.add(line);
  state.deviates = await store.deviates();
  const hello = { serverTime: new Date(clock()).toISOString(), version, deviates: state.deviates };
  line.window.send(
    written({ event: "hello", data: hello }) +
      written({ event: "desk", data: { full: true, ...wholeDesk(desk.view) } }),
  );
}

/** On its own, beside the desks that are watched. */
async function snapshot(state: State, { staffId, reach }: Omit<Visitor, "sessionId">): Promise<Desk> {
  const { store, clock } = state;
  const desk = newDesk(reach);
  desk.endedToday = (await store.ended([staffId], clock())).get(staffId) ?? 0;
  await lookAgain(store, new Map([[staffId, desk]]), [staffId], clock());
  countAgain(desk, [...(await store.waiting()), ...(await store.bots())]);
  awaitAgain(desk, (await store.awaited([staffId])).get(staffId));
  return wholeDesk(desk.view);
}

async function recount(state: State, at: Instant, seldom: boolean): Promise<void> {
  const { store, desks, lines } = state;
  if (desks.size === 0) return;
  if (seldom) {
    state.bots = await store.bots();
    const ended = await store.ended([...desks.keys()], at);
    for (const [staffId, desk] of desks) desk.endedToday = ended.get(staffId) ?? 0;
  }
  state.floor = [...(await store.waiting()), ...state.bots];
  const awaited = await store.awaited([...desks.keys()]);
  for (const [staffId, desk] of desks) {
    lines.tell(staffId, [...countAgain(desk, state.floor), ...awaitAgain(desk, awaited.get(staffId))]);
  }
}

/** Ends the lines whose sign-in has ended. */
async function endDead({ store, clock, lines }: State): Promise<void> {
  const all = lines.all();
  if (all.length === 0) return;
  const alive = await store.alive([...new Set(all.map(({ sessionId }) => sessionId))], clock());
  for (const line of all) if (!alive.has(line.sessionId)) lines.end(line, "session_ended");
}

/** Windows ask themselves what it is: agents are told less of it than their leaders. */
async function sayDeviates(state: State, at: Instant): Promise<void> {
  if (state.lines.all().length === 0) return;
  const deviates = await state.store.deviates();
  if (deviates === state.deviates) return;
  state.deviates = deviates;
  ping(state, at);
}

function ping({ lines, deviates }: State, at: Instant): void {
  const frame = written({ event: "ping", data: { serverTime: new Date(at).toISOString(), deviates } });
  for (const { window } of lines.all()) window.send(frame);
}

/** Both ways: the browser sees that the line lives, and the seat that somebody is there. */
async function beat(state: State, at: Instant): Promise<void> {
  const { store, desks } = state;
  ping(state, at);
  const seated = [...desks.values()].flatMap(({ view }) => view.stamp.session?.id ?? []);
  if (seated.length > 0) await store.beat(seated, at);
}
