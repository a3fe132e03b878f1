import { type Answering, done, ok, refuse } from "../api/answer.ts";
import { type AccountCall, readJson, textAt } from "../api/call.ts";
import type { Room } from "../keep/room.ts";
import type { World } from "../world.ts";
import { leave } from "./sessions.ts";

/** The platform's own desk (protocols §1.18): as whom a message is shown. */
const NICK_CHARS_MAX = 10;
const AGENTS_MAX = 100;
const FIRST_ID = 1_001;

export const listAgents = (_world: World, { room }: AccountCall): Answering =>
  ok({
    kf_list: room.agents.map(({ account, nick, id }) => ({
      kf_account: account,
      kf_nick: nick,
      kf_id: id,
      kf_headimgurl: "",
    })),
  });

export const listAgentsOnline = (_world: World, { room }: AccountCall): Answering =>
  ok({
    kf_online_list: room.agents
      .filter(({ isOnline }) => isOnline)
      .map(({ account, id }) => ({
        kf_account: account,
        status: 1,
        kf_id: id,
        accepted_case: room.sessions.filter(({ agent }) => agent === account).length,
      })),
  });

export function addAgent({ random, books }: World, { room, body }: AccountCall): Answering {
  const asked = readJson(body);
  const [account, nick] = [textAt(asked, "kf_account"), textAt(asked, "nickname")];
  if (!/^\w{1,10}@\w{1,20}$/.test(account) || nick === "" || nick.length > NICK_CHARS_MAX) {
    return refuse(61_451, random);
  }
  if (room.agents.some((agent) => agent.account === account)) return refuse(61_453, random);
  if (room.agents.length >= AGENTS_MAX) return refuse(61_451, random);
  room.agents = [...room.agents, { account, nick, id: nextId(room), isOnline: false }];
  books.touch();
  return done;
}

/** Nobody gets the id of one who is gone. */
const nextId = ({ agents }: Room): number => Math.max(FIRST_ID - 1, ...agents.map(({ id }) => id)) + 1;

/** POST /customservice/kfaccount/update: her name, as fans see it. */
export function updateAgent({ random, books }: World, { room, body }: AccountCall): Answering {
  const asked = readJson(body);
  const [account, nick] = [textAt(asked, "kf_account"), textAt(asked, "nickname")];
  if (room.agents.every((agent) => agent.account !== account)) return refuse(65_401, random);
  if (nick === "" || nick.length > NICK_CHARS_MAX) return refuse(65_403, random);
  room.agents = room.agents.map((agent) => (agent.account === account ? { ...agent, nick } : agent));
  books.touch();
  return done;
}

/** She is asked on her phone; here she says yes at once. */
export function inviteAgent({ random }: World, { room, body }: AccountCall): Answering {
  const asked = readJson(body);
  if (room.agents.every(({ account }) => account !== textAt(asked, "kf_account")))
    return refuse(65_401, random);
  return textAt(asked, "invite_wx") === "" ? refuse(65_406, random) : done;
}

export function removeAgent(world: World, { room, body }: AccountCall): Answering {
  const { random, books } = world;
  const account = textAt(readJson(body), "kf_account");
  if (room.agents.every((agent) => agent.account !== account)) return refuse(65_401, random);
  const hers = room.sessions.filter(({ agent }) => agent === account);
  for (const { openid } of hers) leave(world, room, openid);
  room.agents = room.agents.filter((agent) => agent.account !== account);
  books.touch();
  return done;
}
