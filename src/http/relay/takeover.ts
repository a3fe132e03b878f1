import { apply, publishDrafts, undo } from "../../action/takeover/apply.ts";
import { choose, keepFound, readTakeover } from "../../action/takeover/look.ts";
import { beginPutBack, settlePutBack } from "../../action/takeover/put-back.ts";
import type { PutBack } from "../../action/takeover/ports.ts";
import type { Menus } from "../../core/channel/capability/menus.ts";
import type { StandingReplies } from "../../core/channel/capability/standing.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import type { Menu } from "../../core/menu/menu.ts";
import { sameOnPhones } from "../../core/menu/same.ts";
import { acts, answers, asks, type Route } from "../api/route.ts";
import * as takeover from "../contract/relay/takeover.ts";

const ASK_MS_MAX = 20 * SECOND;

/** What of an account's platform is asked. */
export type PageOf = (accountId: string) => {
  readonly standing?: StandingReplies | undefined;
  readonly menus?: Menus | undefined;
};

/** Taking an account over from what its platform's page had. No transaction is open while the platform is asked. */
export function takeoverRoutes(pageOf: PageOf): readonly Route[] {
  const able = (id: string): boolean => pageOf(id).standing !== undefined;
  const read = readTakeover(able);
  const keep = keepFound(able);
  const settle = settlePutBack(able);

  return [
    asks(takeover.readTakeover, read),
    answers(takeover.lookAtPage, async ({ input: { id }, actor, key }, api) => {
      await api.ask(read, { id }, actor);
      const { standing } = pageOf(id);
      if (standing === undefined) throw unsupported();
      const asked = await standing.read(AbortSignal.timeout(ASK_MS_MAX));
      if (asked.kind === "done") return api.perform(keep, { id, standing: asked.value }, actor, key);
      const { code } = asked;
      throw new Fault("platform_refused", `The platform did not answer as hoped: ${code}.`, { code });
    }),
    acts(takeover.choose, choose(able)),
    acts(takeover.apply, apply(able)),
    acts(takeover.undo, undo(able)),
    acts(takeover.publishDrafts, publishDrafts(able)),
    answers(takeover.putBack, async ({ input, actor, key }, api) => {
      const { menus } = pageOf(input.id);
      if (menus === undefined) {
        throw new Fault("menus_unsupported", "The platform of this account keeps no menu.");
      }
      const { menu, ...begun } = await api.perform(beginPutBack, input, actor, key);
      const known = await putBack(menus, menu);
      return api.perform(settle, { id: input.id, ...begun, ...known }, actor);
    }),
  ];
}

/** That the platform took it is one thing, that it has it another: it is read again. */
async function putBack(menus: Menus, menu: Menu): Promise<Omit<PutBack, "at">> {
  const signal = AbortSignal.timeout(ASK_MS_MAX);
  const given = await (menu.tops.length === 0 ? menus.remove(signal) : menus.publish(menu, signal));
  if (given.kind === "refused") return { outcome: "refused", code: given.code };
  const live = await menus.read(signal);
  if (live.kind !== "done") return { outcome: "unknown", code: live.code };
  return { outcome: sameOnPhones(live.value, menu) ? "same" : "different", code: null };
}

const unsupported = (): Fault =>
  new Fault("takeover_unsupported", "The platform of this account does not tell what its page has.");
