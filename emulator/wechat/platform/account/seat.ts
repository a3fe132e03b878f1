import type { Refused as RefusedOf } from "../../../kit/refused.ts";
import type { Agent, Room } from "../keep/room.ts";
import type { World } from "../world.ts";
import { record } from "./records.ts";
import { holderOf, leave, take, touch } from "./sessions.ts";

/** What somebody of the platform's own desk does, in the platform's own program. */
export type DeskAct =
  | { readonly does: "come"; readonly agent: string }
  | { readonly does: "go"; readonly agent: string }
  /** From the line, or from a colleague. */
  | { readonly does: "take"; readonly agent: string; readonly fan: string }
  | { readonly does: "say"; readonly agent: string; readonly fan: string; readonly text: string }
  | { readonly does: "close"; readonly agent: string; readonly fan: string };

type Refused = {
  readonly kind: "refused";
  readonly why: RefusedOf["why"] | "agent_unknown" | "agent_offline" | "not_hers";
};

const TEXT_CHARS_MAX = 2_000;

export function atDesk(world: World, room: Room, act: DeskAct): { readonly kind: "done" } | Refused {
  const agent = room.agents.find(({ account }) => account === act.agent);
  const why = agent === undefined ? "agent_unknown" : forbids(room, agent, act);
  if (why !== undefined) return { kind: "refused", why };
  doIt(world, room, act, world.clock());
  return { kind: "done" };
}

function forbids(room: Room, { isOnline, account }: Agent, act: DeskAct): Refused["why"] | undefined {
  if (act.does === "come" || act.does === "go") return undefined;
  if (!isOnline) return "agent_offline";
  if (!room.fans.has(act.fan)) return "fan_unknown";
  if (act.does === "take") return undefined;
  if (holderOf(room, act.fan) !== account) return "not_hers";
  if (act.does === "say" && (act.text === "" || act.text.length > TEXT_CHARS_MAX)) return "text_wrong";
  return undefined;
}

function doIt(world: World, room: Room, act: DeskAct, at: number): void {
  switch (act.does) {
    case "come":
    case "go":
      room.agents = room.agents.map((one) =>
        one.account === act.agent ? { ...one, isOnline: act.does === "come" } : one,
      );
      return world.books.touch();
    case "take":
      return take(world, room, act.fan, act.agent, at);
    case "say":
      record(room, { at, openid: act.fan, agent: act.agent, by: "agent", text: act.text });
      touch(world, room, act.fan, at);
      return world.books.show(room, act.fan, {
        side: "account",
        via: "api",
        at,
        shows: { kind: "text", text: act.text },
      });
    case "close":
      return leave(world, room, act.fan);
  }
}
