import { atDesk, type DeskAct } from "../account/seat.ts";
import { DONE, openSwitches } from "../../../kit/keep/switches.ts";
import type { Books, Room } from "../keep/room.ts";
import { FAN_PICTURE_BYTES_MAX, NAME_CHARS_MAX, TEXT_CHARS_MAX } from "../limits.ts";
import { sniff } from "../media/format.ts";
import { shelve } from "../media/shelf.ts";
import type { Pushing } from "../push/report.ts";
import type { World } from "../world.ts";
import type { FanAction } from "../../fan-action.ts";
import { act, type Acted, forge, tell } from "./act.ts";
import type { Deed } from "./deed.ts";
import { type Fan, makeOpenid, newFan } from "./fan.ts";
import { nickname } from "../../../kit/nickname.ts";
import { refused, type Refused } from "../../../kit/refused.ts";
import { type PhoneView, viewOf } from "./view.ts";

export type FanCard = Pick<Fan, "openid" | "name" | "following">;

/** The fans' side of the platform: their phones, and the switches beside them. */
export function openPhones(pushing: Pushing) {
  const { world } = pushing;
  const { clock, books } = world;
  const switches = openSwitches(books.room, books.touch);

  function find(accountId: string, openid: string): { readonly room: Room; readonly fan: Fan } | Refused {
    const room = books.room(accountId);
    if (room === undefined) return refused("account_unknown");
    const fan = room.fans.get(openid);
    return fan === undefined ? refused("fan_unknown") : { room, fan };
  }

  return {
    /** Whoever was lively last comes first. */
    fans: (accountId: string): readonly FanCard[] =>
      [...(books.room(accountId)?.fans.values() ?? [])].toReversed().map(cardOf),

    /** The fan of that name, or a new one; without a name one is drawn. */
    fan(accountId: string, wished: Wished): FanCard | Refused {
      const room = books.room(accountId);
      return room === undefined ? refused("account_unknown") : enrol(world, room, wished);
    },

    /** Keeps a picture of a fan's, for her to send. */
    async picture(accountId: string, bytes: Uint8Array): Promise<{ readonly mediaId: string } | Refused> {
      const room = books.room(accountId);
      return room === undefined ? refused("account_unknown") : keepPicture(world, room, bytes);
    },

    /** Settles when the account has answered, or will not. Forged: signed without knowing the token. */
    act(accountId: string, openid: string, wished: Deed | Public, forged = false): Promise<Acted> {
      const found = find(accountId, openid);
      if ("kind" in found) return Promise.resolve(found);
      if (isPublic(wished)) return Promise.resolve(refused("not_here"));
      const deed = wished;
      if (deed.does === "write" && (deed.text === "" || deed.text.length > TEXT_CHARS_MAX)) {
        return Promise.resolve(refused("text_wrong"));
      }
      const { room, fan } = found;
      return forged ? forge(pushing, room, fan, deed) : act(pushing, room, fan, deed);
    },

    /** What her phone here has no button for. */
    does(accountId: string, openid: string, action: FanAction): Promise<Acted> {
      const found = find(accountId, openid);
      return "kind" in found ? Promise.resolve(found) : tell(pushing, found.room, found.fan, action);
    },

    /** What somebody of the platform's own desk does. */
    atDesk(accountId: string, act: DeskAct): ReturnType<typeof atDesk> {
      const room = books.room(accountId);
      return room === undefined ? refused("account_unknown") : atDesk(world, room, act);
    },

    /** Lets the platform's clock run ahead for one fan: her windows close earlier. */
    ahead(accountId: string, openid: string, ms: number): typeof DONE | Refused {
      const found = find(accountId, openid);
      if ("kind" in found) return found;
      books.putFan(found.room, { ...found.fan, aheadMs: found.fan.aheadMs + ms });
      return DONE;
    },

    ...switches,

    /** What happens once, by its name. */
    trick: async (accountId: string, openid: string, trick: Trick): Promise<typeof DONE | Refused> => {
      if (trick === "redeliver") return switches.redeliver(accountId, openid);
      return trick === "kill_tokens" ? killTokens(books, accountId) : expireMedia(books, accountId);
    },

    /** Her phone and what went over the wire, as far as it is newer than version `since`. */
    phone(accountId: string, openid: string, since = 0): PhoneView | Refused {
      const found = find(accountId, openid);
      if ("kind" in found) return found;
      return viewOf(found.room, found.fan, { since, version: books.version(), at: clock() });
    },
  };
}

type Public = { readonly does: "post" | "comment" | "repost" | "delete" };
type Trick = "redeliver" | "kill_tokens" | "expire_media";

const PUBLIC: ReadonlySet<string> = new Set(["post", "comment", "repost", "delete"]);
/** Nothing of WeChat's is said to everybody. */
const isPublic = (deed: Deed | Public): deed is Public => PUBLIC.has(deed.does);

/** Somebody else forces a new token: those that the account has are dead. */
function killTokens(books: Books, accountId: string): typeof DONE | Refused {
  const room = books.room(accountId);
  if (room === undefined) return refused("account_unknown");
  room.tokens = [];
  books.touch();
  return DONE;
}

/** All media are too old from here on. */
function expireMedia(books: Books, accountId: string): typeof DONE | Refused {
  const room = books.room(accountId);
  if (room === undefined) return refused("account_unknown");
  for (const [id, medium] of room.media) room.media.set(id, { ...medium, createdAt: 0 });
  books.touch();
  return DONE;
}

type Wished = { readonly name?: string; readonly following: boolean };

function enrol({ books, clock, random }: World, room: Room, wished: Wished): FanCard | Refused {
  const { name = nickname(random) } = wished;
  // Who has opened a mini program once can be spoken to; there is nothing to follow.
  const following = wished.following || room.account.mini !== undefined;
  if (name.trim() === "" || name.length > NAME_CHARS_MAX) return refused("name_wrong");
  const known = [...room.fans.values()].find((one) => one.name === name);
  return cardOf(known ?? books.putFan(room, newFan(makeOpenid(random), name, following, clock())));
}

async function keepPicture(
  world: World,
  room: Room,
  bytes: Uint8Array,
): Promise<{ readonly mediaId: string } | Refused> {
  if (bytes.byteLength > FAN_PICTURE_BYTES_MAX) return refused("picture_too_large");
  const contentType = sniff(bytes);
  if (contentType?.startsWith("image/") !== true) return refused("picture_unreadable");
  const { id } = await shelve(world, room, { kind: "image", contentType, bytes }, world.clock());
  return { mediaId: id };
}

const cardOf = ({ openid, name, following }: Fan): FanCard => ({ openid, name, following });
