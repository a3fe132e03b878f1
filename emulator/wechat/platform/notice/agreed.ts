import type { Room } from "../keep/room.ts";
import type { Register } from "../register/register.ts";

/** What a fan says to a template of notices: in a page that asks, or in her settings, where it is of all of it. */
export type NoticeAnswer = {
  readonly template: string;
  readonly accepted: boolean;
  readonly inSettings?: boolean | undefined;
};

/** She has turned it off: not even what needs no yes is shown. */
const OFF = -1;

const agreedTo = ({ agreed }: Register, openid: string, template: string): number =>
  agreed[openid]?.[template] ?? 0;

/** One yes is one notice (protocols §1.11). */
export function answer(room: Room, openid: string, { template, accepted, inSettings }: NoticeAnswer): void {
  const had = agreedTo(room.register, openid, template);
  const now = accepted ? Math.max(0, had) + (inSettings === true ? 0 : 1) : inSettings === true ? OFF : had;
  put(room, openid, template, now);
}

/** Takes one of what she has agreed to; false where there is none. */
export function takeYes(room: Room, openid: string, template: string): boolean {
  const had = agreedTo(room.register, openid, template);
  if (had < 1) return false;
  put(room, openid, template, had - 1);
  return true;
}

export const isTurnedOff = (room: Room, openid: string, template: string): boolean =>
  agreedTo(room.register, openid, template) === OFF;

function put(room: Room, openid: string, template: string, count: number): void {
  const { agreed } = room.register;
  room.register = {
    ...room.register,
    agreed: { ...agreed, [openid]: { ...agreed[openid], [template]: count } },
  };
}
