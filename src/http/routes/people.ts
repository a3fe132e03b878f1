import { listAudit } from "../../action/audit/list-audit.ts";
import { graduate, undoGraduation } from "../../action/newcomer/graduate.ts";
import { listNewcomers } from "../../action/newcomer/list-newcomers.ts";
import { createGroup, createQueue } from "../../action/queue/create-queue.ts";
import { listQueues } from "../../action/queue/list-queues.ts";
import { putMember, removeMember } from "../../action/queue/members.ts";
import { updateQueue } from "../../action/queue/update-queue.ts";
import { createSeats, listSeats, setSeatState } from "../../action/seat/seats.ts";
import { listSkills } from "../../action/skill/list-skills.ts";
import { createStaff } from "../../action/staff/create-staff.ts";
import { endSessions } from "../../action/staff/end-sessions.ts";
import { listStaff } from "../../action/staff/list-staff.ts";
import { readStaff } from "../../action/staff/read-staff.ts";
import { resetLink } from "../../action/staff/reset-link.ts";
import { disableStaff, enableStaff } from "../../action/staff/set-state.ts";
import { updateStaff } from "../../action/staff/update-staff.ts";
import { ROLES, rolePermissions } from "../../core/access/role.ts";
import { acts, answers, asks, type Route } from "../api/route.ts";
import { listRoles } from "../contract/people/access.ts";
import * as audit from "../contract/people/audit.ts";
import * as newcomer from "../contract/newcomer/newcomer.ts";
import * as queue from "../contract/people/queue.ts";
import * as seat from "../contract/people/seat.ts";
import * as staff from "../contract/people/staff.ts";

/** People, what they may, where they sit, and what they did. */
export const peopleRoutes: readonly Route[] = [
  asks(staff.listStaff, listStaff),
  asks(staff.listSkills, listSkills),
  asks(staff.readStaff, readStaff),
  acts(staff.createStaff, createStaff),
  acts(staff.updateStaff, updateStaff),
  acts(staff.disableStaff, disableStaff),
  acts(staff.enableStaff, enableStaff),
  acts(staff.resetLink, resetLink),
  acts(staff.endSessions, endSessions),
  answers(listRoles, async () => ({
    items: ROLES.map((role) => ({ role, permissions: rolePermissions[role] })),
  })),
  asks(newcomer.listNewcomers, listNewcomers),
  acts(newcomer.graduate, graduate),
  acts(newcomer.undoGraduation, undoGraduation),
  asks(queue.listQueues, listQueues),
  acts(queue.createGroup, createGroup),
  acts(queue.createQueue, createQueue),
  acts(queue.updateQueue, updateQueue),
  acts(queue.putMember, putMember),
  acts(queue.removeMember, removeMember),
  asks(seat.listSeats, listSeats),
  acts(seat.createSeats, createSeats),
  acts(seat.setSeatState, setSeatState),
  asks(audit.listAudit, listAudit),
];
