import { at } from "./lists.ts";

/**
 * Keys of 32 bits in the order in which they came: the first has number 0. Open addressing in flat arrays, so that a
 * table passes from one thread to another without being copied or built anew.
 */
export type KeyTable = {
  readonly size: number;
  /** Slot → the key in it. */
  readonly keys: Uint32Array;
  /** Slot → the key's number + 1; 0: free. A power of two of slots, at most half of them taken. */
  readonly numbers: Uint32Array;
};

/** Undefined where the table has no such key. Two texts may share a key: one in ten thousand at half a million keys. */
export function numberOf(table: KeyTable, key: number): number | undefined {
  const number = at(table.numbers, slotOf(table.keys, table.numbers, key));
  return number === 0 ? undefined : number - 1;
}

export type Numbering = {
  /** The key's number; a new key gets the next. */
  readonly numberOf: (key: number) => number;
  readonly table: () => KeyTable;
};

const SLOTS_FIRST = 1_024;

export function createNumbering(): Numbering {
  let keys = new Uint32Array(SLOTS_FIRST);
  let numbers = new Uint32Array(SLOTS_FIRST);
  let size = 0;

  function grow() {
    const [oldKeys, oldNumbers] = [keys, numbers];
    keys = new Uint32Array(2 * oldKeys.length);
    numbers = new Uint32Array(2 * oldKeys.length);
    for (let slot = 0; slot < oldKeys.length; slot += 1) {
      if (at(oldNumbers, slot) === 0) continue;
      const place = slotOf(keys, numbers, at(oldKeys, slot));
      keys[place] = at(oldKeys, slot);
      numbers[place] = at(oldNumbers, slot);
    }
  }

  return {
    numberOf(key) {
      const slot = slotOf(keys, numbers, key);
      const number = at(numbers, slot);
      if (number !== 0) return number - 1;
      keys[slot] = key;
      size += 1;
      numbers[slot] = size;
      if (2 * size > keys.length) grow();
      return size - 1;
    },
    table: () => ({ size, keys, numbers }),
  };
}

/** Where the key is, or would be. */
function slotOf(keys: Uint32Array, numbers: Uint32Array, key: number): number {
  const mask = keys.length - 1;
  // Han keys are dense; a multiplication scatters them.
  let slot = (Math.imul(key, 0x9e3779b1) >>> 8) & mask;
  while (at(numbers, slot) !== 0 && at(keys, slot) !== key) slot = (slot + 1) & mask;
  return slot;
}
