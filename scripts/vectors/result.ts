import { isDeepStrictEqual } from "node:util";

/** One vector as its file has it; each runner reads what it needs. */
export type Vector = { readonly id: string; readonly [field: string]: unknown };

export type Result =
  | { readonly kind: "skipped"; readonly id: string; readonly reason: string }
  /** `failure` says what differs from what the vector expects. */
  | { readonly kind: "ran"; readonly id: string; readonly output: unknown; readonly failure?: string };

export function skipped(vector: Vector, reason: string): Result {
  return { kind: "skipped", id: vector.id, reason };
}

/** The first difference decides. Fields' order and prototypes (records of a reader have none) do not count. */
export function compared(
  vector: Vector,
  output: unknown,
  pairs: readonly { readonly what: string; readonly is: unknown; readonly expected: unknown }[],
): Result {
  for (const { what, is, expected } of pairs) {
    if (!isDeepStrictEqual(asJson(is), asJson(expected))) {
      const failure = `${what} is ${JSON.stringify(is)}, expected ${JSON.stringify(expected)}`;
      return { kind: "ran", id: vector.id, output, failure };
    }
  }
  return { kind: "ran", id: vector.id, output };
}

function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
