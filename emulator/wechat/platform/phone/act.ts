import type { FanAction } from "../../fan-action.ts";
import { readReply } from "../../passive-reply.ts";
import type { Entered, PushEntry, Verdict } from "../../../kit/keep/ledger.ts";
import { record } from "../account/records.ts";
import { holderOf, queueFor, take, touch } from "../account/sessions.ts";
import type { Room } from "../keep/room.ts";
import { answer as answerNotice } from "../notice/agreed.ts";
import { drawNonce } from "../push/chance.ts";
import type { PushAnswer } from "../push/push.ts";
import { type Pushing, report } from "../push/report.ts";
import { actual, after, type Deed, forbids, reported, shownOf } from "./deed.ts";
import type { Fan } from "./fan.ts";
import { shownMenu } from "./view.ts";
import { trigger } from "./window.ts";
import type { Refused } from "../../../kit/refused.ts";

export type Acted =
  | Refused
  /** With what came of it. */
  | { readonly kind: "pushed"; readonly entry: Entered<PushEntry> }
  /** Somebody of the platform's own desk has heard it, and the account is not told (protocols §1.8). */
  | { readonly kind: "at_desk"; readonly agent: string };

/** A fan does something: her phone shows it, the account is told, and what it answers is shown. */
export async function act(pushing: Pushing, room: Room, fan: Fan, wished: Deed): Promise<Acted> {
  const { clock, books, pictureUrl } = pushing.world;
  const why = forbids(room.account, fan, wished);
  if (why !== undefined) return { kind: "refused", why };
  const deed = actual(fan, wished);
  const at = clock();
  if (deed.does === "answer_notice") answerNotice(room, fan.openid, deed);
  books.putFan(room, after(fan, deed, at));
  books.show(room, fan.openid, { at, ...shownOf(deed, shownMenu(room, fan.openid)) });

  const { account } = room;
  const action = reported(deed, account.appId, pictureUrl);
  const agent = isSaid(action) ? holderOf(room, fan.openid) : undefined;
  if (agent !== undefined) return hearAtDesk(pushing, room, fan.openid, agent, wordsOf(action), at);
  const { entry, answer } = await report(pushing, room, fan.openid, action, account.token);
  const verdict = await conclude(pushing, room, fan.openid, answer);
  return { kind: "pushed", entry: books.amend(room, { ...entry, verdict }) };
}

const isSaid = ({ does }: FanAction): boolean => does.startsWith("send_") || does === "write";

const wordsOf = (action: FanAction): string =>
  action.does === "write" ? action.text : `[${action.does.slice("send_".length)}]`;

function hearAtDesk(
  { world }: Pushing,
  room: Room,
  openid: string,
  agent: string,
  text: string,
  at: number,
): Acted {
  record(room, { at, openid, agent, by: "fan", text });
  touch(world, room, openid, at);
  return { kind: "at_desk", agent };
}

/** What nobody did: it is pushed, and whatever is answered, no phone shows it. */
export async function inform(pushing: Pushing, room: Room, openid: string, action: FanAction): Promise<void> {
  const { entry, answer } = await report(pushing, room, openid, action, room.account.token);
  const verdict: Verdict = answer?.status === 200 ? { kind: "success" } : { kind: "trouble", why: NO_ANSWER };
  pushing.world.books.amend(room, { ...entry, verdict });
}

/** Anything else that the platform tells of a fan: what she says opens the window of a message. */
export async function tell(pushing: Pushing, room: Room, fan: Fan, action: FanAction): Promise<Acted> {
  const { clock, books } = pushing.world;
  if (!fan.following) return { kind: "refused", why: "not_following" };
  if (isSaid(action)) {
    const at = clock();
    // An item of a menu that the account has sent is a menu's (protocols §1.10).
    const scenario = action.does === "write" && action.menuItemId !== undefined ? "menu" : "message";
    books.putFan(room, { ...fan, opened: trigger(fan.opened, scenario, at + fan.aheadMs), spokenAt: at });
    const text = wordsOf(action);
    books.show(room, fan.openid, { side: "fan", at, shows: { kind: "text", text } });
    const agent = holderOf(room, fan.openid);
    if (agent !== undefined) return hearAtDesk(pushing, room, fan.openid, agent, text, at);
  }
  const { entry, answer } = await report(pushing, room, fan.openid, action, room.account.token);
  const verdict = await conclude(pushing, room, fan.openid, answer);
  return { kind: "pushed", entry: books.amend(room, { ...entry, verdict }) };
}

/** Somebody who does not know the token posts in the fan's name. Her phone knows nothing of it. */
export async function forge(pushing: Pushing, room: Room, fan: Fan, deed: Deed): Promise<Acted> {
  const { random, books, pictureUrl } = pushing.world;
  const wrongToken = drawNonce(random);
  const action = reported(deed, room.account.appId, pictureUrl);
  const { entry, answer } = await report(pushing, room, fan.openid, action, wrongToken);
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
  { world }: Pushing,
  room: Room,
  openid: string,
  answer: PushAnswer | undefined,
): Promise<Verdict> {
  const { clock, books } = world;
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
    const named = room.agents.find(({ account, isOnline }) => isOnline && account === shows.to);
    if (named === undefined) queueFor(world, room, openid, at);
    else take(world, room, openid, named.account, at);
  } else {
    books.show(room, openid, { side: "account", via: "passive", at, shows });
  }
  const fan = room.fans.get(openid);
  if (fan !== undefined) books.putFan(room, { ...fan, spokenAt: at });
  return { kind: "reply", type };
}
