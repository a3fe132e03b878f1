/** Whether two plain values say the same, whatever the order of their fields. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const [ours, theirs] = [Object.entries(one), Object.entries(other)];
  if (Array.isArray(one) !== Array.isArray(other) || ours.length !== theirs.length) return false;
  return ours.every(([key, value]) => Object.hasOwn(other, key) && isSame(value, Reflect.get(other, key)));
}
