import { computed, type Ref, shallowRef, watch } from "vue";

import { countMoved } from "./moved.ts";

export type Row = { readonly contactId: string };

export type HeldOrder<R extends Row> = {
  readonly rows: Readonly<Ref<readonly R[]>>;
  /** Shown, but no longer in the list. */
  readonly gone: Readonly<Ref<ReadonlySet<string>>>;
  /** How many rows would move, come or go. */
  readonly moved: Readonly<Ref<number>>;
  readonly apply: () => void;
};

/**
 * A list whose rows keep their places while it is held, so that a click hits what it aimed at. What a row shows goes
 * on changing in place; a row that left stays as it was.
 */
export function useHeldOrder<R extends Row>(
  wanted: Readonly<Ref<readonly R[]>>,
  held: Readonly<Ref<boolean>>,
): HeldOrder<R> {
  const order = shallowRef<readonly string[]>([]);
  let known: ReadonlyMap<string, R> = new Map();
  const current = computed(() => new Map(wanted.value.map((row) => [row.contactId, row])));

  const apply = (): void => {
    order.value = wanted.value.map(({ contactId }) => contactId);
  };
  watch([wanted, held], () => held.value || apply(), { immediate: true, flush: "sync" });

  const rows = computed(() => {
    const shown = order.value.flatMap((id) => current.value.get(id) ?? known.get(id) ?? []);
    known = new Map(shown.map((row) => [row.contactId, row]));
    return shown;
  });
  const gone = computed(() => new Set(order.value.filter((id) => !current.value.has(id))));
  const moved = computed(() =>
    held.value
      ? countMoved(
          order.value,
          wanted.value.map(({ contactId }) => contactId),
        )
      : 0,
  );
  return { rows, gone, moved, apply };
}
