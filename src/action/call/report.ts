import { CALL_KINDS, type Call, type CallKind, type CallReport, foldCall } from "../../core/call/call.ts";
import { maskedNumber, plainNumber } from "../../core/call/number.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Action, ActionContext } from "../action.ts";
import { hashOf } from "../dial/dial.ts";
import { putOff } from "../dial/put-off.ts";
import type { HeldDial } from "../dial/ports.ts";
import type { Stores } from "../ports.ts";
import { tokenHash } from "../session/token.ts";
import type { CallPlace, CtiSecrets, CtiSystem } from "./ports.ts";
import { serveCall } from "./serve.ts";

/** Of one system, a minute: a floor of a thousand seats reports less. */
const REPORTS_MAX = 3_000;
/** A report of a moment so far ahead has a wrong clock. */
const AHEAD_MS_MAX = 24 * 60 * 60_000;

export type Reported = {
  readonly key: string;
  readonly call: string;
  readonly kind: string;
  readonly at: string;
  readonly seat?: string | undefined;
  readonly agent?: string | undefined;
  readonly direction?: Call["direction"] | undefined;
  readonly number?: string | undefined;
  readonly queue?: string | undefined;
  readonly recording?: string | undefined;
  /** The order to dial that it comes of. */
  readonly request?: string | undefined;
};

export type CallShown = {
  readonly id: string;
  readonly state: Call["state"];
  readonly repeated: boolean;
  readonly contactId: string | null;
  readonly conversationId: string | null;
  readonly customerId: string | null;
  /** Why it is nobody's; null: it is somebody's. */
  readonly unassigned: "nobody_signed_in" | "no_seat" | null;
};

type Store = Pick<Stores, "agent" | "call" | "contact" | "dial" | "passing" | "setting">;

/**
 * A telephone system tells of a call. Told again, or out of order, it comes to the same: the call is the fold of what was
 * told, each kind once, and its contact is brought to where that is.
 * @throws Fault `cti_key_wrong`, `cti_limited` {max}, `call_kind_unknown` {kind}, `cti_seat_unknown` {seat},
 * `cti_agent_unknown`, `call_in_future`
 */
export const reportCall: Action<Reported, CallShown, Store> = {
  id: "call.reported",
  permission: "public",
  async run({ store, at, ids }, input) {
    const system = await admitSystem(store, input.key, at);
    const dial = await store.dial.ofReport(system.id, input);
    const report = await readReport(store, system, { ...input, dial }, at);
    const held = await store.call.lock(system.id, input.call, ids(), at);
    const repeated = held.reports[report.kind] !== undefined;
    const reports = repeated ? held.reports : { ...held.reports, [report.kind]: report };
    const call = { ...foldCall(reports), id: held.id, externalId: input.call, systemId: system.id };
    if (!repeated) await store.call.keep(held, report, call, at);
    const isNews = dial !== undefined && !repeated && (await isOf(store, dial, held.id));
    // Before its own contact is locked, and whoever has it.
    const putOffs = isNews && call.state === "missed" ? await putOff(store, dial, at) : [];
    const served = repeated
      ? { place: placeOf(held), wakes: [] }
      : await serveCall({ store, at, ids }, { call, held, usualQueueId: system.queueId });
    const { place, wakes } = served;
    if (isNews) await answerDial({ store, at, ids }, dial, { call, place });
    return {
      result: {
        id: held.id,
        state: call.state,
        repeated,
        contactId: place?.contactId ?? null,
        conversationId: place?.conversationId ?? null,
        customerId: place === undefined ? null : await store.call.customerOf(place.conversationId),
        unassigned: call.taker !== undefined ? null : isPlaced(input, dial) ? "nobody_signed_in" : "no_seat",
      },
      // Every report is a row of its own already.
      audit: [],
      wakes: dial === undefined ? wakes : [...wakes, ...putOffs, `staff:${dial.staffId}`],
    };
  },
};

const isPlaced = ({ seat, agent }: Reported, dial: HeldDial | undefined): boolean =>
  seat !== undefined || agent !== undefined || dial !== undefined;

/** Whether the call is the order's, which has none yet, or this. */
async function isOf(store: Store, dial: HeldDial, callId: string): Promise<boolean> {
  if (dial.callId === null) await store.dial.link(dial.id, callId);
  return dial.callId === null || dial.callId === callId;
}

/** Whoever answers is the customer whom the agent wanted, unless her number is known as another's. */
async function answerDial(
  { store, at, ids }: Pick<ActionContext<Store>, "store" | "at" | "ids">,
  dial: HeldDial,
  { call, place }: { readonly call: Call & { readonly id: string }; readonly place: CallPlace | undefined },
): Promise<void> {
  if (place === undefined || call.answeredAt === undefined) return;
  if ((await store.call.customerOf(place.conversationId)) !== null) return;
  const by = `staff:${dial.staffId}`;
  await store.call.join(place.conversationId, dial.conversationId, { id: ids(), at, by });
}

const placeOf = ({
  contactId,
  conversationId,
}: {
  contactId: string | null;
  conversationId: string | null;
}) => (contactId === null || conversationId === null ? undefined : { contactId, conversationId });

/** @throws Fault `cti_key_wrong`, `cti_limited` {max} */
export async function admitSystem(
  store: Pick<Stores, "call">,
  key: string,
  at: Instant,
): Promise<CtiSystem & CtiSecrets> {
  const system = await store.call.systemOf(tokenHash(key));
  if (system?.state !== "active") throw new Fault("cti_key_wrong", "This key is no telephone system's.");
  if ((await store.call.count(system.id, at)) > REPORTS_MAX)
    throw new Fault("cti_limited", `No more than ${REPORTS_MAX} reports a minute.`, { max: REPORTS_MAX });
  return system;
}

async function readReport(
  store: Store,
  { numberKey }: CtiSecrets,
  { dial, ...input }: Reported & { readonly dial: HeldDial | undefined },
  now: Instant,
): Promise<CallReport> {
  const at = Date.parse(input.at);
  if (at > now + AHEAD_MS_MAX)
    throw new Fault("call_in_future", "The call's time lies more than a day ahead.");
  const plain = input.number === undefined ? undefined : plainNumber(input.number);
  const where = (await whereOf(store, input)) ?? (dial && { staffId: dial.staffId });
  const taker = where && (await store.call.taker(where, at, now));
  const queueId = input.queue === undefined ? undefined : await store.call.queueId(input.queue);
  const { direction, recording } = input;
  return {
    kind: kindOf(input.kind),
    at,
    ...(dial === undefined ? {} : askedBy(dial)),
    ...(direction === undefined ? {} : { direction }),
    ...(taker === undefined ? {} : { taker }),
    ...(queueId === undefined ? {} : { queueId }),
    ...(recording === undefined ? {} : { recording }),
    ...(plain === undefined ? {} : { masked: maskedNumber(plain) }),
    ...(plain === undefined || numberKey === undefined ? {} : { numberHash: hashOf(numberKey, plain) }),
  };
}

/** What the order has said need not be reported. */
const askedBy = ({ masked, numberHash, queueId }: HeldDial): Omit<CallReport, "kind" | "at"> => ({
  direction: "out",
  ...(queueId === null ? {} : { queueId }),
  ...(masked === null ? {} : { masked }),
  ...(numberHash === null ? {} : { numberHash }),
});

function kindOf(kind: string): CallKind {
  const known = CALL_KINDS.find((one) => one === kind);
  if (known !== undefined) return known;
  const kinds = CALL_KINDS.join(", ");
  throw new Fault("call_kind_unknown", `A call is reported as one of: ${kinds}.`, { kind, kinds });
}

async function whereOf(store: Store, { seat, agent }: Reported) {
  if (agent !== undefined) {
    const staffId = await store.call.staffId(agent);
    if (staffId === undefined) throw new Fault("cti_agent_unknown", "No agent has this login or number.");
    return { staffId };
  }
  if (seat === undefined) return undefined;
  const seatId = await store.call.seatId(seat);
  if (seatId === undefined)
    throw new Fault("cti_seat_unknown", `There is no seat with the number ${seat}.`, { seat });
  return { seatId };
}
