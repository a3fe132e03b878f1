import type { Scope } from "../../core/access/actor.ts";

/** A scope as a parameter of SQL: null is everywhere, `$n::uuid[] IS NULL OR … = ANY($n)`. */
export const scopeParameter = (scope: Scope): readonly string[] | null => (scope === "all" ? null : scope);
