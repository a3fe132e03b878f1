import type { Entered, LedgerEntry, PushEntry } from "../../kit/keep/ledger.ts";
import { nickname } from "../../kit/nickname.ts";
import { phoneMenu, type PhoneButton, tappedName } from "../../kit/phone-menu.ts";
import { refused, type Refused } from "../../kit/refused.ts";
import { receivedFileId } from "../fan-action.ts";
import { DONE, openSwitches } from "../../kit/keep/switches.ts";
import { isPublic, publicView } from "../square/fans-view.ts";
import type { PublicDeed } from "../square/post.ts";
import { type Done as Published, publish } from "../square/publish.ts";
import { act, type Doing, forge } from "./act.ts";
import { keepFile, pictureType } from "./files.ts";
import { type Fan, newFan, type PhoneItem, type Room } from "./room.ts";
import { openWindows } from "./window.ts";
import type { World } from "./world.ts";

/** What a fan can do with her phone here. */
export type Deed =
  | { readonly does: "write"; readonly text: string }
  | { readonly does: "send_image"; readonly mediaId: string }
  | { readonly does: "follow" | "unfollow" }
  | { readonly does: "scan"; readonly scene: string }
  | { readonly does: "tap_menu"; readonly key: string }
  | { readonly does: "open_menu_link"; readonly url: string }
  | PublicDeed;

/** What other platforms' phones have. */
type Elsewhere = { readonly does: "answer_notice" | "enter" | "send_page" };

const ELSEWHERE: ReadonlySet<string> = new Set(["answer_notice", "enter", "send_page"]);
const isElsewhere = (deed: Deed | Elsewhere): deed is Elsewhere => ELSEWHERE.has(deed.does);

/** What only the account is told of. */
type PrivateDeed = Exclude<Deed, PublicDeed>;

type Trick = "redeliver" | "kill_tokens" | "expire_media";

export type FanCard = Pick<Fan, "openid" | "name" | "following">;

const NAME_CHARS_MAX = 32;
const TEXT_CHARS_MAX = 5_000;
const PICTURE_BYTES_MAX = 2 * 1_024 * 1_024;

/** The fans' side of the platform: their phones, and the switches beside them. */
export function openPhones(world: World) {
  const { clock, books } = world;
  const switches = openSwitches(books.room, books.touch);

  function find(accountId: string, uid: string): { readonly room: Room; readonly fan: Fan } | Refused {
    const room = books.room(accountId);
    if (room === undefined) return refused("account_unknown");
    const fan = room.fans.get(uid);
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

    /** Settles when the account has answered, or will not. Forged: signed without knowing the secret. */
    async act(accountId: string, uid: string, deed: Deed | Elsewhere, forged = false): Promise<Acted> {
      const found = find(accountId, uid);
      if ("kind" in found) return found;
      if (isElsewhere(deed)) return refused("not_here");
      if (deed.does === "write" && (deed.text === "" || deed.text.length > TEXT_CHARS_MAX)) {
        return refused("text_wrong");
      }
      const { room, fan } = found;
      if (isPublic(deed)) {
        const done = await publish(world, { uid, name: fan.name, followers: 120, verified: false }, deed);
        return done.kind === "refused" ? refused(done.why) : done;
      }
      const doing = doingOf(room, fan, deed, clock());
      if (doing === undefined) return refused(fan.following ? "following_already" : "not_following");
      const entry = forged ? await forge(world, room, fan, doing.action) : await act(world, room, fan, doing);
      return { kind: "pushed", entry };
    },

    /** Lets the platform's clock run ahead for one fan: her windows close earlier. */
    ahead(accountId: string, uid: string, ms: number): typeof DONE | Refused {
      const found = find(accountId, uid);
      if ("kind" in found) return found;
      books.putFan(found.room, { ...found.fan, aheadMs: found.fan.aheadMs + ms });
      return DONE;
    },

    ...switches,
    trick: async (accountId: string, uid: string, trick: Trick): Promise<typeof DONE | Refused> =>
      trick === "redeliver" ? switches.redeliver(accountId, uid) : refused("not_here"),

    /** Her phone and what went over the wire, as far as it is newer than version `since`. */
    phone(accountId: string, uid: string, since = 0): PhoneView | Refused {
      const found = find(accountId, uid);
      return "kind" in found ? found : viewOf(world, found.room, found.fan, since);
    },
  };
}

type Wished = { readonly name?: string; readonly following: boolean };

function enrol(
  world: World,
  room: Room,
  { name = nickname(world.random), following }: Wished,
): FanCard | Refused {
  if (name.trim() === "" || name.length > NAME_CHARS_MAX) return refused("name_wrong");
  const known = [...room.fans.values()].find((one) => one.name === name);
  return cardOf(known ?? world.books.putFan(room, newFan(drawUid(world), name, following)));
}

async function keepPicture(
  world: World,
  room: Room,
  bytes: Uint8Array,
): Promise<{ readonly mediaId: string } | Refused> {
  if (bytes.byteLength > PICTURE_BYTES_MAX) return refused("picture_too_large");
  if (pictureType(bytes) === undefined) return refused("picture_unreadable");
  const fileId = Buffer.from(world.random(8)).readBigUInt64BE() >> 2n;
  const mediaId = String(receivedFileId(fileId));
  await keepFile(world, room, mediaId, bytes);
  return { mediaId };
}

export type Acted = Refused | Published | { readonly kind: "pushed"; readonly entry: Entered<PushEntry> };

export type PhoneView = ReturnType<typeof viewOf>;

function viewOf({ clock, books, rule, square }: World, room: Room, fan: Fan, since: number) {
  const { account, faults, pushes, ledger } = room;
  const { openid, name, following, aheadMs, opened, thread } = fan;
  const at = clock();
  const windows = openWindows(opened, at + aheadMs, rule);
  return {
    v: books.version(),
    at,
    fan: {
      openid,
      name,
      following,
      aheadMs,
      windows: windows.map((window) => ({ ...window, closesAt: window.closesAt - aheadMs })),
    },
    menu: menuOf(room),
    faults,
    ...(pushes.astray !== undefined && { astray: pushes.astray }),
    isHeld: pushes.held !== undefined,
    posts: publicView(square, account, openid),
    thread: thread.filter(({ v }): boolean => v > since) as readonly PhoneItem[],
    ledger: ledger.filter(
      (entry) => entry.v > since && (entry.openid ?? openid) === openid,
    ) as readonly LedgerEntry[],
  };
}

const menuOf = ({ account, menu }: Room): readonly PhoneButton[] =>
  menu === undefined ? account.menu : phoneMenu(menu);

/** What it is to the platform and on her phone. Undefined: nobody follows twice, or leaves whom she does not follow. */
function doingOf(room: Room, fan: Fan, deed: PrivateDeed, at: number): Doing | undefined {
  const { does } = deed;
  switch (does) {
    case "write":
      return { action: deed, shows: { at, side: "fan", shows: { kind: "text", text: deed.text } } };
    case "send_image": {
      const { mediaId } = deed;
      const fileId = /^[0-9]{1,19}$/.test(mediaId) ? BigInt(mediaId) - receivedFileId(0n) : 0n;
      return { action: { does, fileId }, shows: { at, side: "fan", shows: { kind: "image", mediaId } } };
    }
    case "follow":
      return fan.following
        ? undefined
        : { action: { does }, shows: { at, side: "notice", shows: { kind: "followed" } } };
    case "unfollow":
      return fan.following
        ? { action: { does }, shows: { at, side: "notice", shows: { kind: "unfollowed" } } }
        : undefined;
    case "scan": {
      const { scene } = deed;
      const action = { does: fan.following ? "scan" : "scan_follow", scene } as const;
      return { action, shows: { at, side: "notice", shows: { kind: "scanned", scene } } };
    }
    case "tap_menu": {
      const name = tappedName(menuOf(room), deed.key);
      return { action: deed, shows: { at, side: "notice", shows: { kind: "tapped", name } } };
    }
    case "open_menu_link":
      return { action: deed, shows: { at, side: "notice", shows: { kind: "tapped", name: deed.url } } };
  }
}

/** Ten digits, as most have. */
const drawUid = ({ random }: World): string => String(5_000_000_000 + Buffer.from(random(4)).readUInt32BE());

const cardOf = ({ openid, name, following }: Fan): FanCard => ({ openid, name, following });
