import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { lose } from "../../core/seating/leaving.ts";
import type { Action } from "../action.ts";
import { wakesOf } from "../agent/seated.ts";
import type { Stores } from "../ports.ts";
import { refuseLastAdmin, staffAt, theStaff } from "./rules.ts";
import { type ShownStaff, shownStaff } from "./shown.ts";

type Given = { readonly id: string; readonly version: number };

/**
 * She cannot sign in any more, and what she is signed in on ends, her seat too: her fans are looked after as when her
 * desk is lost. What she did keeps her name.
 * @throws Fault `staff_gone`, `version_conflict`, `self_disable`, `last_admin`
 */
export const disableStaff: Action<Given, ShownStaff, Pick<Stores, "staff" | "session" | "agent">> = {
  id: "staff.disabled",
  permission: "staff.write",
  async run({ store, actor, at }, { id, version }) {
    if (id === actor.id) throw new Fault("self_disable", "You cannot disable yourself. Ask a colleague.");
    // Contacts are locked before people, here as everywhere.
    const work = await store.agent.work(id, "all");
    const staff = await staffAt(store, id, version);
    await refuseLastAdmin(store, staff, { ...staff, state: "disabled" });
    await store.staff.update(staff, { state: "disabled" });
    await store.session.endAll(id, "disabled", at, undefined);
    if (work !== undefined) {
      const change = lose(work, { by: "supervisor", how: "forced", until: at });
      await store.agent.write(change, { actor: actorName(actor), at });
    }
    return {
      result: shownStaff(await theStaff(store, id)),
      audit: [{ subject: "staff", subjectId: id }],
      wakes: [`session:${id}`, ...wakesOf(id)],
    };
  },
};

/** @throws Fault `staff_gone`, `version_conflict` */
export const enableStaff: Action<Given, ShownStaff, Pick<Stores, "staff">> = {
  id: "staff.enabled",
  permission: "staff.write",
  async run({ store }, { id, version }) {
    await store.staff.update(await staffAt(store, id, version), { state: "active" });
    return {
      result: shownStaff(await theStaff(store, id)),
      audit: [{ subject: "staff", subjectId: id }],
    };
  },
};
