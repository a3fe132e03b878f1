/** A queue, and where those go who have waited too long in it. */
export type Overflowing = {
  readonly id: string;
  readonly name: string;
  readonly groupId: string;
  readonly state: "active" | "closed";
  /** "ticket", or another queue. */
  readonly overflowTo: string;
};

export type OverflowProblem =
  | { readonly code: "overflow_gone" }
  | { readonly code: "overflow_elsewhere" }
  /** The queues in the order in which she would be sent on, the first once more at the end. */
  | { readonly code: "overflow_circle"; readonly queues: readonly string[] };

/**
 * What is wrong with sending those on who have waited too long in a queue (seats section 1.3): a queue that is shut, or
 * that another floor seats, would let them leave a message instead; and a circle would send them round for ever.
 */
export function overflowProblem(
  queues: readonly Overflowing[],
  { id, groupId }: Pick<Overflowing, "id" | "groupId">,
  to: string,
): OverflowProblem | undefined {
  if (to === "ticket") return undefined;
  const byId = new Map(queues.map((queue) => [queue.id, queue]));
  const next = byId.get(to);
  if (next?.state !== "active") return { code: "overflow_gone" };
  if (next.groupId !== groupId) return { code: "overflow_elsewhere" };
  const names = [byId.get(id)?.name ?? ""];
  const seen = new Set<string>();
  for (let queue: Overflowing | undefined = next; queue !== undefined && !seen.has(queue.id);) {
    names.push(queue.name);
    if (queue.id === id) return { code: "overflow_circle", queues: names };
    seen.add(queue.id);
    queue = byId.get(queue.overflowTo);
  }
  return undefined;
}
