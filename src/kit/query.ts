/** A query parameter that may be given once. Taking the first of several would let two readers see different values. */
export type Parameter =
  | { readonly kind: "one"; readonly value: string }
  | { readonly kind: "missing" }
  | { readonly kind: "repeated" };

const missing: Parameter = { kind: "missing" };
const repeated: Parameter = { kind: "repeated" };

/** An empty value counts as missing: no platform sends one, and an empty nonce or signature proves nothing. */
export function readParameter(query: URLSearchParams, name: string): Parameter {
  const values = query.getAll(name);
  const value = values[0];
  if (value === undefined) return missing;
  if (values.length > 1) return repeated;
  return value === "" ? missing : { kind: "one", value };
}
