import { readReply } from "../../passive-reply.ts";
import type { Entered, PushEntry, Verdict } from "../../../kit/keep/ledger.ts";
import type { Room } from "../keep/room.ts";
import { drawNonce } from "../push/chance.ts";
import type { PushAnswer } from "../push/push.ts";
import { type Pushing, report } from "../push/report.ts";
import { actual, after, type Deed, forbids, reported, shownOf } from "./deed.ts";
import type { Fan } from "./fan.ts";
import type { Refused } from "../../../kit/refused.ts";

export type Acted =
  | Refused
  /** With what came of it. */
  | { readonly kind: "pushed"; readonly entry: Entered<PushEntry> };

/** A fan does something: her phone shows it, the account is told, and what it answers is shown. */
export async function act(pushing: Pushing, room: Room, fan: Fan, wished: Deed): Promise<Acted> {
  const { clock, books, pictureUrl } = pushing.world;
  const why = forbids(fan, wished);
  if (why !== undefined) return { kind: "refused", why };
  const deed = actual(fan, wished);
  const at = clock();
  books.putFan(room, after(fan, deed, at));
  books.show(room, fan.openid, { at, ...shownOf(deed, room.account.menu) });

  const { account } = room;
  const { entry, answer } = await report(
    pushing,
    room,
    fan.openid,
    reported(deed, pictureUrl),
    account.token,
  );
  const verdict = await conclude(pushing, room, fan.openid, answer);
  return { kind: "pushed", entry: books.amend(room, { ...entry, verdict }) };
}

/** Somebody who does not know the token posts in the fan's name. Her phone knows nothing of it. */
export async function forge(pushing: Pushing, room: Room, fan: Fan, deed: Deed): Promise<Acted> {
  const { random, books, pictureUrl } = pushing.world;
  const wrongToken = drawNonce(random);
  const { entry, answer } = await report(pushing, room, fan.openid, reported(deed, pictureUrl), wrongToken);
  const verdict: Verdict =
    answer?.status === 200
      ? { kind: "success" }
      : {
          kind: "trouble",
          why: answer === undefined ? NO_ANSWER : `the answer's status is ${answer.status}`,
        };
  return { kind: "pushed", entry: books.amend(room, { ...entry, verdict }) };
}

const NO_ANSWER = "no answer";

/** Reads what the account said, and shows it where there is somebody to see it. */
async function conclude(
  { world: { clock, books } }: Pushing,
  room: Room,
  openid: string,
  answer: PushAnswer | undefined,
): Promise<Verdict> {
  // Who has left is shown nothing.
  const following = room.fans.get(openid)?.following === true;
  const trouble = (why: string): Verdict => {
    if (following) books.show(room, openid, { side: "notice", at: clock(), shows: { kind: "trouble" } });
    return { kind: "trouble", why };
  };
  if (answer === undefined) return trouble(NO_ANSWER);
  const reply = await readReply(answer.status, answer.body, room.account);
  if (reply.kind === "nothing") return { kind: "success" };
  if (reply.kind === "trouble") return trouble(reply.why);
  if (reply.to !== openid || reply.from !== room.account.originalId) {
    return trouble("the answer is from another account, or to another fan");
  }
  const { shows, type } = reply;
  if (!following) return { kind: "success" };
  const at = clock();
  if (shows.kind === "transferred") {
    books.show(room, openid, { side: "notice", at, shows: { kind: "transferred" } });
  } else {
    books.show(room, openid, { side: "account", via: "passive", at, shows });
  }
  const fan = room.fans.get(openid);
  if (fan !== undefined) books.putFan(room, { ...fan, spokenAt: at });
  return { kind: "reply", type };
}
