import { type Asked, type Clock, type Menu, type Menus, SECOND } from "seatbridge/kit";

import type { Client } from "../../wechat/api/client.ts";
import {
  addConditionalMenu,
  createMenu,
  deleteConditionalMenu,
  deleteMenu,
  readMenu,
  tryMenu,
} from "../../wechat/api/entry/menus.ts";
import { listMaterials, MATERIALS_PAGE } from "../../wechat/api/content/material.ts";
import { askedOf, nothing } from "../asked.ts";
import { fromButtons, fromRule, toButtons, toRule } from "./menu-wire.ts";

/** There is no menu. */
const NO_MENU = "46003";

/** Protocols §1.16; lengths partly from memory there, as of 2026-11. Phones show a new menu within minutes to a day. */
export const createMenus = (client: Client, clock: Clock): Menus => ({
  limits: {
    topsMax: 3,
    itemsMax: 5,
    topBytesMax: 16,
    itemBytesMax: 60,
    keyBytesMax: 128,
    urlBytesMax: 1_024,
    conditionalMax: 10,
  },
  publish: (menu, signal) => publish(client, clock, menu, signal),
  remove: async (signal) => askedOf(await client(deleteMenu, {}, { signal }), clock(), nothing),
  async read(signal) {
    const answer = await client(readMenu, {}, { signal });
    if (answer.kind === "refused" && answer.code === NO_MENU) return { kind: "done", value: undefined };
    return askedOf(answer, clock(), ({ menu, conditionalmenu = [] }) => ({
      tops: fromButtons(menu.button),
      conditional: conditionalmenu.map(({ button, matchrule }) => ({
        rule: fromRule(matchrule),
        tops: fromButtons(button),
      })),
    }));
  },
  async materials({ kind, offset }, signal) {
    const answer = await client(listMaterials, { type: kind, offset, count: MATERIALS_PAGE }, { signal });
    return askedOf(answer, clock(), ({ item, total_count }) => ({
      items: item.map(({ media_id, name, update_time }) => ({
        id: media_id,
        name,
        at: update_time * SECOND,
      })),
      total: total_count,
    }));
  },
  async tryFor(user_id, signal) {
    const answer = await client(tryMenu, { user_id }, { signal });
    return askedOf(answer, clock(), ({ button = [] }) => fromButtons(button));
  },
});

/** The menu for all replaces itself; conditional ones are added, and those of before taken away, one by one. */
async function publish(client: Client, clock: Clock, menu: Menu, signal: AbortSignal): Promise<Asked<void>> {
  const before = await client(readMenu, {}, { signal });
  const old =
    before.kind === "ok" ? (before.value.conditionalmenu ?? []).flatMap(({ menuid }) => menuid ?? []) : [];
  const made = askedOf(
    await client(createMenu, { button: toButtons(menu.tops) }, { signal }),
    clock(),
    nothing,
  );
  if (made.kind !== "done") return made;
  for (const menuid of old) {
    const gone = askedOf(await client(deleteConditionalMenu, { menuid }, { signal }), clock(), nothing);
    if (gone.kind !== "done") return gone;
  }
  for (const { rule, tops } of menu.conditional) {
    const asked = { button: toButtons(tops), matchrule: toRule(rule) };
    const added = askedOf(await client(addConditionalMenu, asked, { signal }), clock(), nothing);
    if (added.kind !== "done") return added;
  }
  return made;
}
