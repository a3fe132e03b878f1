import { type Clock, type FanProfile, type Profiles, SECOND, type z } from "seatbridge/kit";

import type { Client } from "../../wechat/api/client.ts";
import { addBlacklisted, removeBlacklisted } from "../../wechat/api/fan/blacklist.ts";
import { readUsers, setRemark, type user, USERS_MAX } from "../../wechat/api/fan/users.ts";
import { askedOf, nothing } from "../asked.ts";

/** "Less than 30 characters" (protocols §1.13). */
const REMARK_CHARS_MAX = 29;
/** What the platform writes where a fan came by no code. */
const NO_SCENE: ReadonlySet<string> = new Set(["", "0"]);

/** Protocols §1.13, §1.14. Names and pictures are empty since 2021-12-27, so they are not read. */
export const createProfiles = (client: Client, clock: Clock): Profiles => ({
  batchMax: USERS_MAX,
  async read(externalIds, signal) {
    const user_list = externalIds.map((openid) => ({ openid }));
    const answer = await client(readUsers, { user_list }, { signal });
    return askedOf(answer, clock(), ({ user_info_list }) => user_info_list.map(profileOf));
  },
  remarkCharsMax: REMARK_CHARS_MAX,
  async setRemark(openid, remark, signal) {
    return askedOf(await client(setRemark, { openid, remark }, { signal }), clock(), nothing);
  },
  async block(openid, signal) {
    return askedOf(await client(addBlacklisted, { openid_list: [openid] }, { signal }), clock(), nothing);
  },
  async unblock(openid, signal) {
    return askedOf(await client(removeBlacklisted, { openid_list: [openid] }, { signal }), clock(), nothing);
  },
});

function profileOf(given: z.output<typeof user>): FanProfile {
  const { openid, subscribe, subscribe_time: followed, tagid_list: labels = [] } = given;
  const scene = [given.qr_scene_str, given.qr_scene].find((one) => one !== undefined && !NO_SCENE.has(one));
  return {
    externalId: openid,
    follows: subscribe === 1,
    labels,
    ...(followed !== undefined && followed > 0 && { followedAt: followed * SECOND }),
    ...textOf("language", given.language),
    ...textOf("remark", given.remark),
    ...textOf("source", given.subscribe_scene),
    ...textOf("scene", scene),
    ...textOf("unionId", given.unionid),
  };
}

const textOf = <Name extends string>(
  name: Name,
  text: string | undefined,
): { readonly [Key in Name]?: string } =>
  (text === undefined || text === "" ? {} : { [name]: text }) as { readonly [Key in Name]?: string };
