/** Whatever comes first can be taken first. */
export type Heap<T> = {
  readonly size: () => number;
  readonly first: () => T | undefined;
  readonly push: (item: T) => void;
  readonly pop: () => T | undefined;
};

export function createHeap<T>(compare: (one: T, other: T) => number): Heap<T> {
  const items: T[] = [];

  function rise(item: T): void {
    let place = items.length;
    items.push(item);
    while (place > 0) {
      const above = (place - 1) >>> 1;
      const parent = items[above];
      if (parent === undefined || compare(parent, item) <= 0) break;
      items[place] = parent;
      place = above;
    }
    items[place] = item;
  }

  function sink(item: T): void {
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [one, other] = [items[left], items[left + 1]];
      if (one === undefined) break;
      const isOther = other !== undefined && compare(other, one) < 0;
      const child = isOther ? other : one;
      if (compare(item, child) <= 0) break;
      items[place] = child;
      place = isOther ? left + 1 : left;
    }
    items[place] = item;
  }

  return {
    size: () => items.length,
    first: () => items[0],
    push: rise,
    pop() {
      const first = items[0];
      const last = items.pop();
      if (last !== undefined && items.length > 0) sink(last);
      return first;
    },
  };
}
