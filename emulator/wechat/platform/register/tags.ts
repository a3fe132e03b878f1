import type { Register } from "./register.ts";
import type { Room } from "../keep/room.ts";
import type { World } from "../world.ts";
import { type ApiAnswer, type Code, done, ok, refuse } from "../api/answer.ts";
import { type AccountCall, readJson, textAt, type Tree } from "../api/call.ts";

/** protocols §1.14 */
const NAME_BYTES_MAX = 30;
const TAGS_MAX = 100;
const TAGS_OF_FAN_MAX = 20;
const LIST_MAX = 50;
const BLACKLIST_LIST_MAX = 20;
const SYSTEM_TAG_MAX = 99;

type Change = (register: Register, asked: Tree, room: Room) => Register | Code;

/** A call that changes the register, or is refused and changes nothing. */
const changing =
  (change: Change) =>
  (world: World, { room, body }: AccountCall): ApiAnswer => {
    const asked = readJson(body);
    if (asked === undefined) return refuse(47_001, world.random);
    const next = change(room.register, asked, room);
    if (typeof next === "number") return refuse(next, world.random);
    room.register = next;
    world.books.touch();
    return done;
  };

/** POST /cgi-bin/tags/create */
export function createTag(world: World, { room, body }: AccountCall): ApiAnswer {
  const name = textAt(readJson(body), "tag", "name");
  const { register } = room;
  const wrong = wrongName(register, name);
  if (wrong !== undefined) return refuse(wrong, world.random);
  if (register.tags.length >= TAGS_MAX) return refuse(45_056, world.random);
  const tag = { id: register.lastTag + 1, name };
  room.register = { ...register, tags: [...register.tags, tag], lastTag: tag.id };
  world.books.touch();
  return ok({ tag });
}

/** GET /cgi-bin/tags/get */
export const listTags = (_world: World, { room }: AccountCall): ApiAnswer =>
  ok({ tags: room.register.tags.map((tag) => ({ ...tag, count: countOf(room.register, tag.id) })) });

export const renameTag = changing((register, asked) => {
  const id = numberAt(asked, "tag", "id");
  const name = textAt(asked, "tag", "name");
  if (id <= SYSTEM_TAG_MAX) return 45_058;
  const wrong = wrongName(register, name, id);
  if (wrong !== undefined) return wrong;
  if (!register.tags.some((tag) => tag.id === id)) return 45_159;
  return { ...register, tags: register.tags.map((tag) => (tag.id === id ? { id, name } : tag)) };
});

export const deleteTag = changing((register, asked) => {
  const id = numberAt(asked, "tag", "id");
  if (id <= SYSTEM_TAG_MAX) return 45_058;
  const tagged = Object.entries(register.tagged).map(([openid, ids]) => [
    openid,
    ids.filter((one) => one !== id),
  ]);
  return {
    ...register,
    tags: register.tags.filter((tag) => tag.id !== id),
    tagged: Object.fromEntries(tagged) as Register["tagged"],
  };
});

export const addTag = changing((register, asked, room) => {
  const id = numberAt(asked, "tagid");
  const openids = listed(asked, room, LIST_MAX);
  if (typeof openids === "number") return openids;
  if (!register.tags.some((tag) => tag.id === id)) return 45_159;
  const full = openids.some((openid) => {
    const ids = register.tagged[openid] ?? [];
    return !ids.includes(id) && ids.length >= TAGS_OF_FAN_MAX;
  });
  if (full) return 45_059;
  const added = openids.map((openid) => [openid, [...new Set([...(register.tagged[openid] ?? []), id])]]);
  return { ...register, tagged: { ...register.tagged, ...Object.fromEntries(added) } };
});

export const removeTag = changing((register, asked, room) => {
  const id = numberAt(asked, "tagid");
  const openids = listed(asked, room, LIST_MAX);
  if (typeof openids === "number") return openids;
  const left = openids.map((openid) => [openid, (register.tagged[openid] ?? []).filter((one) => one !== id)]);
  return { ...register, tagged: { ...register.tagged, ...Object.fromEntries(left) } };
});

/** POST /cgi-bin/tags/getidlist */
export function tagsOf(world: World, { room, body }: AccountCall): ApiAnswer {
  const openid = textAt(readJson(body), "openid");
  if (!room.fans.has(openid)) return refuse(40_003, world.random);
  return ok({ tagid_list: room.register.tagged[openid] ?? [] });
}

export const addBlacklisted = changing((register, asked, room) => {
  const openids = listed(asked, room, BLACKLIST_LIST_MAX);
  if (typeof openids === "number") return openids;
  return { ...register, blacklist: [...new Set([...register.blacklist, ...openids])] };
});

export const removeBlacklisted = changing((register, asked, room) => {
  const openids = listed(asked, room, BLACKLIST_LIST_MAX);
  if (typeof openids === "number") return openids;
  return { ...register, blacklist: register.blacklist.filter((openid) => !openids.includes(openid)) };
});

/** POST /cgi-bin/tags/members/getblacklist: all of them fit into one page. */
export const listBlacklisted = (_world: World, { room }: AccountCall): ApiAnswer => {
  const { blacklist } = room.register;
  const data = blacklist.length === 0 ? {} : { data: { openid: blacklist } };
  return ok({
    total: blacklist.length,
    count: blacklist.length,
    ...data,
    next_openid: blacklist.at(-1) ?? "",
  });
};

function listed(asked: Tree, room: Room, max: number): readonly string[] | Code {
  const list = asked["openid_list"];
  if (!Array.isArray(list) || list.length === 0 || list.length > max) return 40_032;
  const openids = list.map(String);
  return openids.every((openid) => room.fans.has(openid)) ? openids : 49_003;
}

function wrongName({ tags }: Register, name: string, but?: number): Code | undefined {
  if (name.trim() === "") return 45_159;
  if (Buffer.byteLength(name) > NAME_BYTES_MAX) return 45_158;
  return tags.some((tag) => tag.name === name && tag.id !== but) ? 45_157 : undefined;
}

const countOf = ({ tagged }: Register, id: number): number =>
  Object.values(tagged).filter((ids) => ids.includes(id)).length;

function numberAt(tree: Tree, ...path: readonly string[]): number {
  let value: unknown = tree;
  for (const name of path) value = (value as Tree | undefined)?.[name];
  return Number(value);
}
