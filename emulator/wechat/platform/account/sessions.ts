import { type Answering, done, ok, refuse } from "../api/answer.ts";
import { type AccountCall, readJson, textAt } from "../api/call.ts";
import type { Agent, Room } from "../keep/room.ts";
import type { World } from "../world.ts";

/** A fan at the platform's own desk (protocols §1.8, §1.18): somebody has her, or she waits for one. */
export type Session = {
  readonly openid: string;
  readonly agent?: string;
  readonly since: number;
  readonly lastAt: number;
};

const IDLE_MS_MAX = 30 * 60_000;
const WAITING_MAX = 100;

export const sessionOf = ({ sessions }: Room, openid: string): Session | undefined =>
  sessions.find((session) => session.openid === openid);

/** The agent who has her. */
export const holderOf = (room: Room, openid: string): string | undefined => sessionOf(room, openid)?.agent;

/** She is in the line for anybody, or for the one who was named: nobody is told. */
export function queueFor(world: World, room: Room, openid: string, at: number): void {
  if (sessionOf(room, openid) === undefined) put(world, room, { openid, since: at, lastAt: at });
}

/** An agent takes her, also from a colleague; the account is told. */
export function take(world: World, room: Room, openid: string, agent: string, at: number): void {
  const from = holderOf(room, openid);
  if (from === agent) return;
  put(world, room, { openid, agent, since: at, lastAt: at });
  const change = from === undefined ? ({ change: "opened" } as const) : ({ change: "moved", from } as const);
  world.tell(room, openid, { does: "desk_session", agent, ...change });
}

export function leave(world: World, room: Room, openid: string): void {
  const agent = holderOf(room, openid);
  room.sessions = room.sessions.filter((session) => session.openid !== openid);
  world.books.touch();
  if (agent !== undefined) world.tell(room, openid, { does: "desk_session", change: "closed", agent });
}

/** Something was said there; after half an hour of silence she has left. */
export function touch(world: World, room: Room, openid: string, at: number): void {
  const session = sessionOf(room, openid);
  if (session !== undefined) put(world, room, { ...session, lastAt: at });
}

function put(world: World, room: Room, session: Session): void {
  const { openid } = session;
  room.sessions = [...room.sessions.filter((one) => one.openid !== openid), session];
  world.books.touch();
  endWhenIdle(world, room, session);
}

function endWhenIdle(world: World, room: Room, { openid, lastAt }: Session): void {
  world.timer(Math.max(0, lastAt + IDLE_MS_MAX - world.clock()), () => {
    if (sessionOf(room, openid)?.lastAt === lastAt) leave(world, room, openid);
  });
}

/** Those that a store remembers end, too. */
export function watchSessions(world: World): void {
  for (const room of world.books.rooms())
    for (const session of room.sessions) endWhenIdle(world, room, session);
}

const agentNamed = ({ agents }: Room, name: string): Agent | undefined =>
  agents.find(({ account }) => account === name);

/** POST /customservice/kfsession/create */
export function createSession(world: World, { room, body, at }: AccountCall): Answering {
  const asked = readJson(body);
  const [name, openid] = [textAt(asked, "kf_account"), textAt(asked, "openid")];
  const agent = agentNamed(room, name);
  if (agent === undefined) return refuse(65_401, world.random);
  if (!room.fans.has(openid)) return refuse(40_003, world.random);
  const holder = holderOf(room, openid);
  if (holder !== undefined && holder !== name) return refuse(65_414, world.random);
  if (!agent.isOnline) return refuse(65_415, world.random);
  take(world, room, openid, name, at);
  return done;
}

/** POST /customservice/kfsession/close */
export function closeSession(world: World, { room, body }: AccountCall): Answering {
  const asked = readJson(body);
  const [name, openid] = [textAt(asked, "kf_account"), textAt(asked, "openid")];
  if (agentNamed(room, name) === undefined) return refuse(65_401, world.random);
  const holder = holderOf(room, openid);
  if (holder === undefined) return refuse(65_413, world.random);
  if (holder !== name) return refuse(65_414, world.random);
  leave(world, room, openid);
  return done;
}

/** GET /customservice/kfsession/getsession: an empty name where nobody has her. */
export function readSession(world: World, { room, query }: AccountCall): Answering {
  const openid = query.get("openid") ?? "";
  if (!room.fans.has(openid)) return refuse(40_003, world.random);
  const session = sessionOf(room, openid);
  return session?.agent === undefined
    ? ok({ createtime: 0, kf_account: "" })
    : ok({ createtime: seconds(session.since), kf_account: session.agent });
}

/** GET /customservice/kfsession/getsessionlist */
export function listSessions(world: World, { room, query }: AccountCall): Answering {
  const name = query.get("kf_account") ?? "";
  if (agentNamed(room, name) === undefined) return refuse(65_401, world.random);
  const hers = room.sessions.filter(({ agent }) => agent === name);
  return ok({ sessionlist: hers.map(({ openid, since }) => ({ openid, createtime: seconds(since) })) });
}

/** GET /customservice/kfsession/getwaitcase: who waits longest comes first. */
export function listWaiting(_world: World, { room }: AccountCall): Answering {
  const waiting = room.sessions
    .filter(({ agent }) => agent === undefined)
    .toSorted((a, b) => a.since - b.since);
  return ok({
    count: waiting.length,
    waitcaselist: waiting
      .slice(0, WAITING_MAX)
      .map(({ openid, lastAt }) => ({ openid, latest_time: seconds(lastAt) })),
  });
}

const seconds = (ms: number): number => Math.floor(ms / 1_000);
