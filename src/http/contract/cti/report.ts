import { z } from "zod";

import { DIRECTIONS } from "../../../core/call/call.ts";
import { contract } from "../contract.ts";
import { id, line } from "../parts.ts";

const CALL_ID_MAX = 100;
const NAME_MAX = 64;
const NUMBER_MAX = 32;
const RECORDING_MAX = 200;
/** A report is a few hundred bytes. */
const BYTES_MAX = 8 * 1024;

/**
 * For telephone systems, with `Authorization: Bearer <key>`; `docs/cti.md` has examples. Told again, or out of order, it
 * comes to the same. Faults: cti_key_wrong, cti_limited {max}, call_kind_unknown {kind}, cti_seat_unknown {seat},
 * cti_agent_unknown, call_in_future
 */
export const reportCall = contract({
  id: "call.report",
  method: "POST",
  path: "/cti/calls",
  permission: "public",
  signed: true,
  bodyBytesMax: BYTES_MAX,
  summary: "A telephone system tells that a call has started, was answered, has ended",
  body: z.strictObject({
    /** The telephone system's own id of it. */
    call: line(CALL_ID_MAX),
    /** started, answered, ended. */
    kind: line(NAME_MAX),
    /** By the telephone system's clock. */
    at: z.iso.datetime({ offset: true }),
    /** The number of the seat where it rings, was taken, ended; or the agent, by login or employee number. */
    seat: line(NAME_MAX).optional(),
    agent: line(NAME_MAX).optional(),
    direction: z.enum(DIRECTIONS).optional(),
    /** The other side's, as it is dialled. Kept masked, and as a keyed hash. */
    number: line(NUMBER_MAX).optional(),
    /** Our queue, by its key. One that is not known counts for nothing. */
    queue: line(NAME_MAX).optional(),
    /** Where the telephone system keeps its recording: its own word for it. */
    recording: line(RECORDING_MAX).optional(),
    /** The order to dial that it comes of (`request`). One that is not known counts for nothing. */
    request: id.optional(),
  }),
  response: z.object({
    id,
    state: z.enum(["ringing", "talking", "talked", "missed"]),
    /** This was told before: nothing has changed. */
    repeated: z.boolean(),
    contactId: id.nullable(),
    conversationId: id.nullable(),
    customerId: id.nullable(),
    /** Why it is nobody's; null: it is somebody's. The call is kept. */
    unassigned: z.enum(["nobody_signed_in", "no_seat"]).nullable(),
  }),
});
