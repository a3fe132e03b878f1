import { meet } from "../../kit/fault/fault.ts";
import type { OpenAnswer } from "../open-api/open-api.ts";
import { type Code, refusal, statusOf } from "../open-api/reasons.ts";
import type { Room } from "../platform/room.ts";
import type { World } from "../platform/world.ts";
import { readMenu } from "./read-menu.ts";

const MENU = "/2/messages/menu/";
const METHODS: Readonly<Record<string, "GET" | "POST">> = {
  [`${MENU}create.json`]: "POST",
  [`${MENU}show.json`]: "GET",
  [`${MENU}delete.json`]: "POST",
};

export const isMenuCall = (path: string): boolean => Object.hasOwn(METHODS, path);

type MenuCall = {
  readonly method: string;
  readonly path: string;
  readonly given: URLSearchParams;
  /** Whose token it came with, or what is wrong with it. */
  readonly owner: Room | Code;
  readonly at: number;
};

/** The buttons under an account's thread (protocols §4.2): made as a whole, shown, taken away. */
export function menuCall(world: World, call: MenuCall): OpenAnswer {
  const { path, owner, at } = call;
  const refused = (code: number): OpenAnswer => ({
    status: statusOf(code),
    code,
    body: refusal(path, code),
    ...(typeof owner === "number" ? {} : { room: owner }),
  });
  if (call.method !== METHODS[path]) return refused(10_021);
  if (typeof owner === "number") return refused(owner);
  const { effect, left } = meet(owner.faults, { path, isSend: false, at, random: world.random });
  owner.faults = left;
  if (effect?.kind === "errcode") return refused(effect.code);
  const body = doneTo(owner, call);
  if (typeof body === "number") return refused(body);
  world.books.touch();
  return { status: 200, code: 0, body: JSON.stringify(body), room: owner, ...(effect && { effect }) };
}

/** The answer, or why there is none. */
function doneTo(room: Room, { path, given }: MenuCall): object | Code {
  switch (path) {
    case `${MENU}create.json`: {
      const menus = given.get("menus");
      if (menus === null || menus === "") return 10_016;
      const buttons = readMenu(menus);
      if (buttons === undefined) return 10_008;
      room.menu = buttons;
      return { result: true };
    }
    case `${MENU}show.json`:
      return { menu: { button: room.menu ?? [] } };
    default:
      room.menu = undefined;
      return { result: true };
  }
}
