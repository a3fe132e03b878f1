import { z } from "zod";

import { SENDINGS } from "../../../core/helping/helping.ts";
import { contract } from "../contract.ts";
import { id, instant, line, PathId } from "../parts.ts";
import { Person } from "../shown.ts";

/** Somebody who helps in a queue for some hours; ended: she has contacts of it in hand yet. */
export const Helper = z.object({
  id,
  staff: Person,
  queue: Person,
  sending: z.enum(SENDINGS),
  at: instant,
  endsAt: instant,
  by: z.string().nullable(),
  endedAt: instant.nullable(),
});

/** 临时支援. Faults: queue_gone, queue_closed */
export const listCandidates = contract({
  id: "helper.candidates",
  method: "GET",
  path: "/helpers/candidates",
  permission: "floor.write",
  summary:
    "Who of the house could help in a queue: not its members, nor who helps already; 50 at most, by name",
  query: z.strictObject({ queueId: id, search: line(64).optional() }),
  response: z.object({ items: z.array(Person), usualEnd: instant }),
});

/** Faults: queue_gone, queue_closed, staff_gone, staff_disabled, helper_member, helper_open {queue}, helper_time {hours} */
export const startHelp = contract({
  id: "helper.start",
  method: "POST",
  path: "/helpers",
  permission: "floor.write",
  summary:
    "Makes somebody a helper of one queue, until then; without a time until the end of the house's day",
  body: z.strictObject({
    staffId: id,
    queueId: id,
    sending: z.enum(SENDINGS),
    endsAt: z.iso.datetime().optional(),
  }),
  response: z.object({ id, endsAt: instant }),
});

/** Faults: helper_gone */
export const endHelp = contract({
  id: "helper.end",
  method: "POST",
  path: "/helpers/:id/end",
  permission: "floor.write",
  summary: "She gets nothing more of the queue; what she has in hand stays hers",
  params: PathId,
});
