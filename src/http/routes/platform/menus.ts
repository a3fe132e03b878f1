import { beginPublish, readMenu, saveDraft, settlePublish } from "../../../action/menu/menus.ts";
import type { Asked } from "../../../core/channel/capability/asked.ts";
import type { Menus } from "../../../core/channel/capability/menus.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { sameOnPhones } from "../../../core/menu/same.ts";
import { acts, answers, asks, type Route } from "../../api/route.ts";
import * as menu from "../../contract/platform/menu.ts";

const ASK_MS_MAX = 15_000;
const soon = (): AbortSignal => AbortSignal.timeout(ASK_MS_MAX);

/** Menus under an account's thread; `menusOf`: how its platform keeps them. No transaction is open while it is asked. */
export function menuRoutes(menusOf: (accountId: string) => Menus | undefined): readonly Route[] {
  const read = readMenu((id) => menusOf(id)?.limits);
  const begin = beginPublish((id) => menusOf(id)?.limits);
  const the = (accountId: string): Menus => menusOf(accountId) ?? unsupported();

  return [
    asks(menu.readMenu, read),
    acts(
      menu.saveMenu,
      saveDraft((id) => menusOf(id)?.limits),
    ),
    answers(menu.publishMenu, async ({ input, actor, key }, api) => {
      const { id } = input;
      const begun = await api.perform(begin, input, actor, key);
      const asked = await the(id).publish(begun.menu, soon());
      const { number } = begun;
      await api.perform(settlePublish, { id, number, asked }, actor);
      if (asked.kind === "done") return { number, state: "live" as const, code: null };
      const state = asked.kind === "refused" ? ("refused" as const) : ("unknown" as const);
      return { number, state, code: asked.code };
    }),
    answers(menu.readLiveMenu, async ({ input, actor }, api) => {
      const { versions } = await api.ask(read, input, actor);
      const live = valueOf(await the(input.id).read(soon()));
      const given = versions.find(({ state }) => state === "live")?.menu;
      return { menu: live ?? null, same: sameOnPhones(live, given) };
    }),
    answers(menu.listMaterials, async ({ input, actor }, api) => {
      const { id, kind, offset } = input;
      await api.ask(read, { id }, actor);
      const { materials = unsupported } = the(id);
      const { items, total } = valueOf(await materials({ kind, offset }, soon()));
      return { items: items.map((one) => ({ ...one, at: new Date(one.at).toISOString() })), total };
    }),
    answers(menu.tryMenu, async ({ input, actor }, api) => {
      await api.ask(read, input, actor);
      const { tryFor = unsupported } = the(input.id);
      return { tops: valueOf(await tryFor(input.fan, soon())) };
    }),
  ];
}

function valueOf<Value>(asked: Asked<Value>): Value {
  if (asked.kind === "done") return asked.value;
  throw new Fault("platform_refused", `The platform did not answer as hoped: ${asked.code}.`, {
    code: asked.code,
  });
}

function unsupported(): never {
  throw new Fault("menus_unsupported", "The platform of this account keeps no menu.");
}
