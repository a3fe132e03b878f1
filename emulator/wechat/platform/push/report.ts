import { type FanAction, fieldsOf } from "../../fan-action.ts";
import { fanMessage } from "../../fan-message.ts";
import type { Entered, PushEntry } from "../../../kit/keep/ledger.ts";
import type { Attempt } from "../../../kit/keep/ledger.ts";
import { rememberPush, takeTurn } from "../../../kit/keep/turn.ts";
import type { Room } from "../keep/room.ts";
import type { World } from "../world.ts";
import { drawMessageId, drawNonce } from "./chance.ts";
import { deliver } from "./deliver.ts";
import type { Push, PushAnswer } from "./push.ts";

export type Pushing = { readonly world: World; readonly push: Push; readonly answerMs: number };

export type Pushed = {
  readonly entry: Entered<PushEntry>;
  /** Undefined: nothing came back, however often it was tried. */
  readonly answer: PushAnswer | undefined;
};

/** Tells the account what a fan did, and writes down each try. `token` is what signs it. */
export async function report(
  { world, push, answerMs }: Pushing,
  room: Room,
  openid: string,
  action: FanAction,
  token: string,
): Promise<Pushed> {
  const { clock, timer, random, books } = world;
  const at = clock();
  const { account } = room;
  const messageId = drawMessageId(random);
  const message = { account: { ...account, token }, from: openid, action, at, messageId };
  const { body } = fanMessage({ ...message, account: { ...account, mode: "plain" } });
  const { MsgType, Event = MsgType, MsgId } = fieldsOf(action, messageId);
  let entry = books.enter<PushEntry>(room, {
    kind: "push",
    at,
    openid,
    type: typeof Event === "object" ? "event" : String(Event),
    ...(MsgId !== undefined && { messageId }),
    forged: token !== account.token,
    body,
    attempts: [],
    verdict: { kind: "pending" },
  });
  const nonce = (): string => drawNonce(random);
  const deliverOnce = async (): Promise<PushAnswer | undefined> => {
    let mine: readonly Attempt[] = [];
    return deliver({ clock, timer, nonce, random, push, answerMs }, account, message, (attempts) => {
      const now = room.ledger.find((one) => one.n === entry.n);
      const known = now?.kind === "push" ? now : entry;
      const others = known.attempts.filter((one) => !mine.includes(one));
      mine = [...attempts];
      entry = books.amend(room, { ...known, attempts: [...others, ...mine] });
    });
  };
  const { times, pass } = await takeTurn(room.pushes, timer);
  rememberPush(room.pushes, openid, deliverOnce);
  const [answer] = await Promise.all(times === 2 ? [deliverOnce(), deliverOnce()] : [deliverOnce()]);
  pass();
  return { entry, answer };
}
