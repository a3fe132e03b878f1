import { spend } from "../phone/window.ts";
import { type ApiAnswer, done, refuse } from "./answer.ts";
import { type AccountCall, readJson, textAt } from "./call.ts";
import type { World } from "../world.ts";

const TYPING_MS = 15_000;
const SPOKEN_WITHIN_MS = 30_000;

/** POST /cgi-bin/message/custom/typing (protocols §1.10): costs nothing, needs a window with room. */
export function typing(world: World, { room, body, at }: AccountCall): ApiAnswer {
  const { random, books } = world;
  const asked = readJson(body);
  if (asked === undefined) return refuse(47_001, random);
  const fan = room.fans.get(textAt(asked, "touser"));
  if (fan === undefined) return refuse(40_003, random);
  const command = textAt(asked, "command");
  if (command === "CancelTyping") {
    const { typingUntil: _ended, ...quiet } = fan;
    books.putFan(room, quiet);
    return done;
  }
  if (command !== "Typing") return refuse(45_072, random);
  const spent = spend(fan.opened, at + fan.aheadMs);
  if (spent.kind === "refused") return refuse(spent.code, random);
  if (fan.spokenAt === undefined || at - fan.spokenAt > SPOKEN_WITHIN_MS) return refuse(45_080, random);
  if (fan.typingUntil !== undefined && at < fan.typingUntil) return refuse(45_081, random);
  books.putFan(room, { ...fan, typingUntil: at + TYPING_MS });
  return done;
}
