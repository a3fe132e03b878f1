import type { Clock, Personas } from "seatbridge/kit";

import type { Client } from "../../wechat/api/client.ts";
import { addAgent, inviteAgent, listAgents } from "../../wechat/api/desk/accounts.ts";
import { askedOf, nothing } from "../asked.ts";

/** 客服账号 (protocols §1.18): `name@wechatid`. */
export const createPersonas = (client: Client, clock: Clock): Personas => ({
  async list(signal) {
    const answer = await client(listAgents, {}, { signal });
    return askedOf(answer, clock(), ({ kf_list }) =>
      kf_list.map(({ kf_account: id, kf_nick: name }) => ({ id, name })),
    );
  },
  async add({ id: kf_account, name: nickname }, signal) {
    return askedOf(await client(addAgent, { kf_account, nickname }, { signal }), clock(), nothing);
  },
  async invite(kf_account, invite_wx, signal) {
    return askedOf(await client(inviteAgent, { kf_account, invite_wx }, { signal }), clock(), nothing);
  },
});
