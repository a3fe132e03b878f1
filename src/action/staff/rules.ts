import type { Grant } from "../../core/access/actor.ts";
import type { Role } from "../../core/access/role.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Abilities } from "../../core/queue/abilities.ts";
import type { Stores } from "../ports.ts";
import { queueGone } from "../queue/rules.ts";
import type { Staff } from "./ports.ts";

export const staffGone = (): Fault => new Fault("staff_gone", "There is no such person.");

/** @throws Fault `staff_gone` */
export async function theStaff(store: Pick<Stores, "staff">, id: string): Promise<Staff> {
  const staff = await store.staff.byId(id);
  if (staff === undefined) throw staffGone();
  return staff;
}

/**
 * The person as she was when somebody looked at her.
 * @throws Fault `staff_gone`, `version_conflict`
 */
export async function staffAt(store: Pick<Stores, "staff">, id: string, version: number): Promise<Staff> {
  const staff = await theStaff(store, id);
  if (staff.version === version) return staff;
  throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
}

/** @throws Fault `employee_no_taken` {employeeNo} */
export async function refuseTakenNo(
  store: Pick<Stores, "staff">,
  employeeNo: string | null | undefined,
  id: string | undefined,
): Promise<void> {
  const other = employeeNo == null ? undefined : await store.staff.byEmployeeNo(employeeNo);
  if (other === undefined || other.id === id || employeeNo == null) return;
  throw new Fault("employee_no_taken", `${other.name} has this number.`, { employeeNo });
}

/**
 * 搭档: whom she names answers in her place, not she in theirs, so each names her own. Whom she has named already stays, gone
 * or not: what else is changed is no time to be told.
 * @throws Fault `partner_self`, `partner_gone`
 */
export async function refuseNoPartner(
  store: Pick<Stores, "staff">,
  { id, abilities: before }: Pick<Staff, "id" | "abilities">,
  { partnerId }: Abilities,
): Promise<void> {
  if (partnerId === undefined || partnerId === before.partnerId) return;
  if (partnerId === id) throw new Fault("partner_self", "Nobody is her own partner.");
  const partner = await store.staff.byId(partnerId);
  if (partner?.state !== "active") throw new Fault("partner_gone", "There is no such person any more.");
}

/**
 * 带教: a colleague at work who is not new herself. Whom she has already stays, as a partner does.
 * @throws Fault `mentor_self`, `mentor_gone`, `mentor_new`
 */
export async function refuseNoMentor(
  store: Pick<Stores, "staff">,
  { id, abilities: before }: Pick<Staff, "id" | "abilities">,
  { nursery }: Abilities,
): Promise<void> {
  const mentorId = nursery?.mentorId;
  if (mentorId === undefined || mentorId === before.nursery?.mentorId) return;
  if (mentorId === id) throw new Fault("mentor_self", "Nobody is her own mentor.");
  const mentor = await store.staff.byId(mentorId);
  if (mentor?.state !== "active") throw new Fault("mentor_gone", "There is no such person any more.");
  if (mentor.abilities.nursery !== undefined)
    throw new Fault("mentor_new", "She is a new agent herself. Choose another mentor.");
}

/** Who sets everything up, or looks into everything, does it everywhere. */
const EVERYWHERE: ReadonlySet<Role> = new Set<Role>(["admin", "auditor"]);

/**
 * Each role once, where it may be limited; each queue there.
 * @throws Fault `role_twice`, `role_everywhere` {role}, `queue_gone`
 */
export async function refuseWrongGrants(
  store: Pick<Stores, "queue">,
  grants: readonly Grant[],
): Promise<void> {
  if (new Set(grants.map(({ role }) => role)).size < grants.length) {
    throw new Fault("role_twice", "A role is given once, with all of its queues.");
  }
  for (const { role, queues } of grants) {
    if (queues === "all" || !EVERYWHERE.has(role)) continue;
    throw new Fault("role_everywhere", `The role ${role} cannot be limited to queues.`, { role });
  }
  const named = [...new Set(grants.flatMap((grant) => (grant.queues === "all" ? [] : grant.queues)))];
  if ((await store.queue.existing(named)).length < named.length) throw queueGone();
}

export const isAdmin = ({ state, grants }: Pick<Staff, "state" | "grants">): boolean =>
  state === "active" && grants.some(({ role, queues }) => role === "admin" && queues === "all");

/**
 * Somebody must be able to set things up, or nobody ever can again.
 * @throws Fault `last_admin`
 */
export async function refuseLastAdmin(
  store: Pick<Stores, "staff">,
  before: Staff,
  after: Pick<Staff, "state" | "grants">,
): Promise<void> {
  if (!isAdmin(before) || isAdmin(after) || (await store.staff.hasOtherAdmin(before.id))) return;
  throw new Fault("last_admin", "This is the last administrator. Make another one first.");
}
