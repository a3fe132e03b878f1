import type { Attempt, Entered, PushEntry, Verdict } from "../../kit/keep/ledger.ts";
import type { Showing } from "../../kit/keep/books.ts";
import { rememberPush, takeTurn } from "../../kit/keep/turn.ts";
import { type FanAction, toldOf } from "../fan-action.ts";
import { fanPush } from "../fan-push.ts";
import { readPassiveReply } from "../passive-reply.ts";
import { deliver, type PushAnswer } from "./push.ts";
import type { Fan, Notice, Room, Shown } from "./room.ts";
import type { Opened } from "./window.ts";
import type { World } from "./world.ts";

export type Doing = {
  readonly action: FanAction;
  /** How it looks on her own phone; nothing of what happens in public. */
  readonly shows?: Showing<Shown, Notice>;
};

/** A fan does something: her phone shows it, the account is told, and what it answers is shown. */
export async function act(world: World, room: Room, fan: Fan, { action, shows }: Doing) {
  const { books, clock } = world;
  books.putFan(room, after(fan, action, clock()));
  if (shows !== undefined) books.show(room, fan.openid, shows);
  const { entry, answer } = await report(world, room, fan, action, room.account.appSecret);
  return books.amend(room, { ...entry, verdict: conclude(world, room, fan.openid, answer) });
}

/** Somebody who does not know the secret posts in the fan's name. Her phone knows nothing of it. */
export async function forge(world: World, room: Room, fan: Fan, action: FanAction) {
  const wrongSecret = Buffer.from(world.random(16)).toString("hex");
  const { entry, answer } = await report(world, room, fan, action, wrongSecret);
  const why = answer === undefined ? NO_ANSWER : `the answer's status is ${answer.status}`;
  const verdict: Verdict = answer?.status === 200 ? { kind: "success" } : { kind: "trouble", why };
  return world.books.amend(room, { ...entry, verdict });
}

const NO_ANSWER = "no answer";

/** Tells the account what a fan did, and writes down each try. `appSecret` is what signs it. */
async function report(world: World, room: Room, { openid }: Fan, action: FanAction, appSecret: string) {
  const { books, clock } = world;
  const { account } = room;
  const at = clock();
  const call = () =>
    fanPush({ account: { ...account, appSecret }, from: openid, action, at, sentAt: clock() });
  const { type, data } = toldOf(action);
  let entry: Entered<PushEntry> = books.enter<PushEntry>(room, {
    kind: "push",
    at,
    openid,
    type: type === "event" ? (JSON.parse(data) as { readonly subtype: string }).subtype : type,
    forged: appSecret !== account.appSecret,
    body: call().body,
    attempts: [],
    verdict: { kind: "pending" },
  });
  const deliverOnce = async (): Promise<PushAnswer | undefined> => {
    let mine: readonly Attempt[] = [];
    return deliver(world, account, call, (attempts) => {
      const now = room.ledger.find((one) => one.n === entry.n);
      const known = now?.kind === "push" ? now : entry;
      const others = known.attempts.filter((one) => !mine.includes(one));
      mine = [...attempts];
      entry = books.amend(room, { ...known, attempts: [...others, ...mine] });
    });
  };
  const { times, pass } = await takeTurn(room.pushes, world.timer);
  rememberPush(room.pushes, openid, deliverOnce);
  const [answer] = await Promise.all(times === 2 ? [deliverOnce(), deliverOnce()] : [deliverOnce()]);
  pass();
  return { entry, answer };
}

/** The fan afterwards: whom she follows, and what the account may say to her (protocols §4.2). */
export function after(fan: Fan, { does }: FanAction, moment: number): Fan {
  const now = { at: moment + fan.aheadMs, used: 0 };
  const open = (opened: Opened): Fan => ({ ...fan, opened: { ...fan.opened, ...opened } });
  switch (does) {
    case "unfollow":
      return { ...fan, following: false, opened: {} };
    case "mention":
      return open({ mention: now });
    // An opened page and the end of mailings are not among what opens the window.
    case "open_menu_link":
    case "unsubscribe":
      return fan;
    case "follow":
    case "scan_follow":
      return { ...open({ contact: now }), following: true };
    case "write":
    case "send_image":
    case "send_voice":
    case "send_position":
    case "subscribe":
    case "scan":
    case "tap_menu":
      return open({ contact: now });
  }
}

/** Reads what the account said, and shows it where there is somebody to see it. */
function conclude({ books, clock }: World, room: Room, uid: string, answer: PushAnswer | undefined): Verdict {
  const trouble = (why: string): Verdict => ({ kind: "trouble", why });
  if (answer === undefined) return trouble(NO_ANSWER);
  const reply = readPassiveReply(answer.status, answer.body);
  if (reply.kind === "nothing") return { kind: "success" };
  if (reply.kind === "unreadable") return trouble(reply.why);
  if (reply.to !== uid || reply.from !== room.account.uid) {
    return trouble("the answer is from another account, or to another fan");
  }
  const { opened = {} } = room.fans.get(uid) ?? {};
  if (Object.keys(opened).length === 0) return trouble("the account may not speak to this fan");
  books.show(room, uid, { at: clock(), side: "account", via: "passive", shows: reply.shows });
  return { kind: "reply", type: reply.shows.kind };
}
