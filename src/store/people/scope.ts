import type { Scope } from "../../core/access/actor.ts";

/** A scope as a parameter of SQL: null is everywhere, `$n::uuid[] IS NULL OR … = ANY($n)`. */
export const scopeParameter = (scope: Scope): readonly string[] | null => (scope === "all" ? null : scope);

/** Whether somebody of table `s` serves one of the queues of such a parameter. */
export const isOfQueues = (queues: string): string => /* sql */ `(${queues}::uuid[] IS NULL OR EXISTS (
    SELECT FROM queue_member m WHERE m.staff_id = s.id AND m.queue_id = ANY (${queues})))`;
