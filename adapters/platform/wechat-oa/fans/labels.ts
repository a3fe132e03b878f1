import { type Clock, type Labels } from "seatbridge/kit";

import type { Client } from "../../wechat/api/client.ts";
import { addTag, createTag, listTags, removeTag } from "../../wechat/api/fan/tags.ts";
import { askedOf, nothing } from "../asked.ts";

/** Tags (标签). Limits: protocols §1.14, from memory there, as of 2026-11. */
export const createLabels = (client: Client, clock: Clock): Labels => ({
  limits: { nameBytesMax: 30, perFanMax: 20, perAccountMax: 100 },
  async list(signal) {
    const answer = await client(listTags, {}, { signal });
    return askedOf(answer, clock(), ({ tags }) =>
      tags.map(({ id, name, count }) => ({ id, name, ...(count !== undefined && { fans: count }) })),
    );
  },
  async create(name, signal) {
    const answer = await client(createTag, { tag: { name } }, { signal });
    return askedOf(answer, clock(), ({ tag }) => ({ id: tag.id, name: tag.name }));
  },
  async give(tagid, openid, signal) {
    const answer = await client(addTag, { openid_list: [openid], tagid }, { signal });
    return askedOf(answer, clock(), nothing);
  },
  async take(tagid, openid, signal) {
    const answer = await client(removeTag, { openid_list: [openid], tagid }, { signal });
    return askedOf(answer, clock(), nothing);
  },
});
