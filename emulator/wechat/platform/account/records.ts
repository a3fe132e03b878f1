import { type Answering, ok, refuse } from "../api/answer.ts";
import { type AccountCall, readJson } from "../api/call.ts";
import type { Room } from "../keep/room.ts";
import { RECORD_CHARS_MAX, RECORDS_MAX } from "../limits.ts";
import type { World } from "../world.ts";

/** A word at the platform's own desk. */
export type DeskRecord = {
  readonly n: number;
  readonly at: number;
  readonly openid: string;
  readonly agent: string;
  readonly by: "agent" | "fan";
  readonly text: string;
};

const DAY_MS = 24 * 60 * 60_000;
const BEIJING_AHEAD_MS = 8 * 60 * 60_000;
const PAGE_MAX = 10_000;
/** Who said it (protocols §1.18). */
const CODES = { agent: 2_002, fan: 2_003 } as const;

/** Beyond what is kept the oldest goes. */
export function record(room: Room, said: Omit<DeskRecord, "n">): void {
  const n = (room.records.at(-1)?.n ?? 0) + 1;
  const text = said.text.slice(0, RECORD_CHARS_MAX);
  room.records = [...room.records, { ...said, text, n }].slice(-RECORDS_MAX);
}

const dayOf = (at: number): number => Math.floor((at + BEIJING_AHEAD_MS) / DAY_MS);

/** POST /customservice/msgrecord/getmsglist: of at most a day, within one day; `msgid` is 1, then what came back. */
export function listRecords(world: World, { room, body }: AccountCall): Answering {
  const asked = readJson(body);
  const numbers = ["starttime", "endtime", "msgid", "number"].map((name) => asked?.[name]);
  if (!numbers.every((one) => typeof one === "number" && Number.isSafeInteger(one) && one > 0)) {
    return refuse(65_416, world.random);
  }
  const [start = 0, end = 0, msgid = 0, number = 0] = numbers as readonly number[];
  const [from, to] = [start * 1_000, end * 1_000];
  if (to <= from || to - from > DAY_MS || dayOf(from) !== dayOf(to - 1)) return refuse(65_416, world.random);
  if (number > PAGE_MAX) return refuse(65_416, world.random);
  const page = room.records.filter(({ at, n }) => at >= from && at < to && n >= msgid).slice(0, number);
  return ok({
    recordlist: page.map(({ openid, agent, by, text, at }) => ({
      openid,
      opercode: CODES[by],
      text,
      time: Math.floor(at / 1_000),
      worker: agent,
    })),
    number: page.length,
    msgid: (page.at(-1)?.n ?? msgid - 1) + 1,
  });
}
