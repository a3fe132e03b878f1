/** Where a key takes the focus in a list of `size`; undefined: not a key of a list. */
export function rove(key: string, at: number, size: number, page: number): number | undefined {
  if (size === 0) return undefined;
  const last = size - 1;
  const within = (index: number): number => Math.min(last, Math.max(0, index));
  switch (key) {
    case "ArrowDown":
      return within(at + 1);
    case "ArrowUp":
      return within(at - 1);
    case "PageDown":
      return within(at + page);
    case "PageUp":
      return within(at - page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}
