import { type Answering, ok, refuse } from "../api/answer.ts";
import { type AccountCall, readJson, textAt } from "../api/call.ts";
import type { Room } from "../keep/room.ts";
import { CHECKED_BYTES_MAX } from "../limits.ts";
import type { World } from "../world.ts";
import type { CheckReport } from "../../platform-report.ts";

/** The platform takes up to half an hour (protocols §1.17); nobody here waits so long. */
const REPORT_AFTER_MS = 1_000;
const FETCH_MS_MAX = 10_000;
const SOUND = 1;
const PICTURE = 2;
const VERSION = 2;

/** What a medium is found to be here: its bytes hold the word. Enough to see every end of it. */
const FOUND = [
  ["RISKY", { suggest: "risky", label: 20_002 }],
  ["REVIEW", { suggest: "review", label: 21_000 }],
] as const;

/** POST /wxa/media_check_async: the medium is fetched by its address, and what it is found to be is pushed later. */
export function checkMedia(world: World, { room, body }: AccountCall): Answering {
  const { random, timer, tell } = world;
  const asked = readJson(body);
  if (asked?.["version"] !== VERSION) return refuse(47_001, random);
  const type = asked["media_type"];
  if (type !== SOUND && type !== PICTURE) return refuse(40_004, random);
  const openid = textAt(asked, "openid");
  if (!room.fans.has(openid)) return refuse(40_003, random);
  const url = textAt(asked, "media_url");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return refuse(40_066, random);
  const traceId = Buffer.from(random(12)).toString("hex");
  timer(REPORT_AFTER_MS, () => {
    void reportOf(room, traceId, url).then((report) => tell(room, openid, report));
  });
  return ok({ errcode: 0, errmsg: "ok", trace_id: traceId });
}

async function reportOf({ account: { appId } }: Room, traceId: string, url: string): Promise<CheckReport> {
  const report = { does: "media_checked", appId, traceId } as const;
  const bytes = await download(url).catch(() => undefined);
  if (bytes === undefined) return report;
  const found = FOUND.find(([word]) => bytes.includes(word))?.[1];
  return { ...report, verdict: found ?? { suggest: "pass", label: 100 } };
}

/** Undefined where there is nothing of that name, or more than is looked at. */
async function download(url: string): Promise<Buffer | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS_MAX), redirect: "error" });
  if (!response.ok || response.body === null) return undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > CHECKED_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
