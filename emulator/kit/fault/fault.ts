/** How the platform's interface misbehaves. */
export type Effect =
  /** Refused, and nothing is done. */
  | { readonly kind: "errcode"; readonly code: number }
  /** Done, and the connection is reset without an answer. */
  | { readonly kind: "taken_no_answer" }
  /** Done, and answered after so long. */
  | { readonly kind: "slow"; readonly ms: number }
  /** Done, and a gateway's page comes back with status 200. */
  | { readonly kind: "page" }
  /** Done, and only the first half of the answer comes back. */
  | { readonly kind: "cut" };

/** An effect, and what meets it: without a path, what is sent to fans. */
export type Fault = Effect & {
  /** So many calls; without it and `until`, all from now on. */
  readonly left?: number;
  /** Calls before this moment. */
  readonly until?: number;
  /** What the call's path begins with. */
  readonly path?: string;
  /** The fan whom the call is about. */
  readonly fan?: string;
  /** 0..1: how probable it is. */
  readonly chance?: number;
};

/** A call, as far as it decides what it meets. */
export type Meeting = {
  readonly path: string;
  readonly isSend: boolean;
  readonly fan?: string;
  readonly at: number;
  readonly random: (bytes: number) => Uint8Array;
};

/** What the call meets, and the faults that are left afterwards. The first that fits counts. */
export function meet(
  faults: readonly Fault[],
  meeting: Meeting,
): { readonly effect: Effect | undefined; readonly left: readonly Fault[] } {
  const alive = faults.filter(({ until = Infinity }) => meeting.at < until);
  const met = alive.find((fault) => fits(fault, meeting));
  if (met === undefined) return { effect: undefined, left: alive };
  const rest = alive.flatMap((fault) => (fault === met ? onceLess(fault) : [fault]));
  return { effect: met, left: rest };
}

function fits({ path, fan, chance }: Fault, meeting: Meeting): boolean {
  if (path === undefined ? !meeting.isSend : !meeting.path.startsWith(path)) return false;
  if (fan !== undefined && fan !== meeting.fan) return false;
  return chance === undefined || draw(meeting.random) < chance;
}

const onceLess = (fault: Fault): readonly Fault[] => {
  const { left } = fault;
  if (left === undefined) return [fault];
  return left > 1 ? [{ ...fault, left: left - 1 }] : [];
};

const draw = (random: Meeting["random"]): number => Buffer.from(random(4)).readUInt32BE() / 2 ** 32;
