import {
  decodeUtf8,
  equalText,
  exchange,
  hmacSha256,
  readJson,
  type Delivery,
  type Sending,
  type SocialChannel,
} from "seatbridge/kit";

import type { config } from "../config.ts";
import { deliveryOf } from "../deliver/answer.ts";
import { type OpenAccess, type OpenReach, readOpen } from "./call.ts";
import { CALLS_PER_LOOK, lookThrough } from "./look.ts";
import { itemOfStatus, Status } from "./wire.ts";

const SEND_MS_MAX = 8_000;
const ANSWER_BYTES_MAX = 256 * 1_024;
/** No such post, no such comment (protocols §4.4). */
const GONE: ReadonlySet<string> = new Set(["20101", "20201"]);

type Access = OpenAccess & {
  readonly uid: string;
} & Pick<Required<Settings>, "callsPerDay" | "callsPerHour" | "postsPerHour" | "mentionsPushed"> &
  Pick<Settings, "importSecret">;
type Settings = (typeof config)["_zod"]["output"];

/** What the account does in public, by the open platform's interface (开放平台, protocols §4.3). */
export function createSocial(
  access: Access,
  { fetch, clock }: Pick<Sending, "fetch" | "clock">,
): SocialChannel {
  const reach = { fetch, clock };
  const { uid, importSecret, callsPerDay, callsPerHour, postsPerHour, mentionsPushed } = access;
  return {
    ownId: uid,
    limits: {
      callsPerDay,
      callsPerHour,
      postsPerHour,
      isPushed: mentionsPushed,
      callsPerLook: CALLS_PER_LOOK,
    },
    look: (cursors, signal) => lookThrough(access, reach, cursors, signal),
    isOurFeed: (timestamp, body, signature) =>
      importSecret !== undefined &&
      equalText(hmacSha256(Buffer.from(importSecret), timestamp, ".", body), signature),
    async show(mid, signal) {
      const read = await readOpen(access, reach, "statuses/show", { id: mid }, signal);
      if (read.kind === "stopped") {
        const kind = GONE.has(read.code) ? "gone" : "unreachable";
        return { kind, code: read.code, calls: 1 };
      }
      const status = Status.safeParse(read.body);
      const item = status.success ? itemOfStatus(status.data, uid) : undefined;
      return item === undefined
        ? { kind: "gone", code: "answer_unreadable", calls: 1 }
        : { kind: "item", item, calls: 1 };
    },
    answer: ({ postMid, commentMid }, text, signal) =>
      commentMid === undefined
        ? write(access, reach, "comments/create", { id: postMid, comment: text }, signal)
        : write(access, reach, "comments/reply", { id: postMid, cid: commentMid, comment: text }, signal),
    remove: (commentMid, signal) => write(access, reach, "comments/destroy", { cid: commentMid }, signal),
  };
}

async function write(
  { accessToken, openBase }: OpenAccess,
  { fetch, clock }: OpenReach,
  path: string,
  fields: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Delivery> {
  const answer = await exchange(fetch, {
    url: `${openBase}/2/${path}.json`,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `OAuth2 ${accessToken}`,
    },
    body: Buffer.from(new URLSearchParams(fields).toString()),
    timeoutMs: SEND_MS_MAX,
    answerBytesMax: ANSWER_BYTES_MAX,
    signal,
  });
  const delivery = deliveryOf(answer, clock());
  if (delivery.kind !== "accepted" || answer.kind !== "answered") return delivery;
  const reading = readJson(decodeUtf8(answer.body) ?? "");
  const externalId = reading.kind === "read" ? reading.root["idstr"] : undefined;
  return typeof externalId === "string" ? { kind: "accepted", externalId } : delivery;
}
