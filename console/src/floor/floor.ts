import type { Answer } from "../api/endpoints.ts";

export type Floor = Answer<"GET /floor">;
export type FloorQueue = Floor["queues"][number];
export type FloorAgent = Floor["agents"][number];

/** In the order in which a supervisor looks: who is away without having said so, who could take more, the others. */
export const PRESENCES = [
  "auto_away",
  "ready",
  "not_ready",
  "break",
  "after_work",
  "recovery",
  "logging_out",
] as const satisfies readonly FloorAgent["presence"][];

/** Whole seconds between two moments of the server. */
export const secondsBetween = (since: string, at: string): number =>
  Math.max(0, Math.floor((Date.parse(at) - Date.parse(since)) / 1_000));

/** By presence as above, then by name. */
export function inOrder(agents: readonly FloorAgent[]): readonly FloorAgent[] {
  const place = ({ presence }: FloorAgent): number => (PRESENCES as readonly string[]).indexOf(presence);
  return agents.toSorted((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, "zh"));
}
