/** Requests kept at a time; a slot is used again long after its request was answered. */
const slots = 65_536;
/** The newest requests as bytes, side by side in one piece of memory. */
export type Ring = {
  write(n: number, head: string, body: Buffer): void;
  bytes(n: number): Buffer;
  body(n: number): Buffer;
  /** The place of what else is kept of a request. */
  slot(n: number): number;
};

export function createRing(slotBytes: number): Ring {
  const memory = Buffer.allocUnsafe(slots * slotBytes);
  const lengths = new Uint16Array(slots);
  const bodyStarts = new Uint16Array(slots);
  const slot = (n: number) => n % slots;

  const part = (n: number, from: number) => {
    const start = slot(n) * slotBytes;
    return memory.subarray(start + from, start + (lengths[slot(n)] ?? 0));
  };

  return {
    write(n, head, body) {
      if (head.length + body.length > slotBytes) throw new Error("A request is longer than its slot.");
      const start = slot(n) * slotBytes;
      bodyStarts[slot(n)] = memory.write(head, start, "latin1");
      lengths[slot(n)] = head.length + body.copy(memory, start + head.length);
    },
    bytes: (n) => part(n, 0),
    body: (n) => part(n, bodyStarts[slot(n)] ?? 0),
    slot,
  };
}
