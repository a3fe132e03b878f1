import { computed, type Ref, shallowRef } from "vue";

import { readCanned } from "../../api/contact.ts";
import type { Canned } from "../../api/wire.ts";
import { searchCanned } from "./canned-search.ts";
import { type Slash, slashBefore } from "./slash.ts";

/** They change seldom; whoever opens the list later than this gets them anew. */
const KNOWN_MS = 60_000;

const all = shallowRef<readonly Canned[]>([]);
let askedAt = 0;

/** Asks for them where they are not known or old; what was known stays until the answer. */
async function refresh(): Promise<void> {
  if (Date.now() - askedAt < KNOWN_MS) return;
  askedAt = Date.now();
  try {
    all.value = (await readCanned()).filter(({ active }) => active);
  } catch {
    // Without them there is no list; the next slash asks again.
    askedAt = 0;
  }
}

export type CannedMenu = {
  readonly isOpen: Readonly<Ref<boolean>>;
  readonly found: Readonly<Ref<readonly Canned[]>>;
  readonly active: Readonly<Ref<number>>;
  readonly slash: Readonly<Ref<Slash | undefined>>;
  /** After each change of the text or the caret. */
  readonly look: (text: string, caret: number) => void;
  readonly move: (by: 1 | -1) => void;
  readonly close: () => void;
};

/** The list of canned replies that a slash opens. */
export function useCannedMenu(): CannedMenu {
  const slash = shallowRef<Slash>();
  const active = shallowRef(0);
  /** Where it was closed by hand: it stays closed until another slash is typed. */
  let closedAt: number | undefined;
  const found = computed(() => (slash.value === undefined ? [] : searchCanned(all.value, slash.value.query)));
  void refresh();
  return {
    slash,
    active,
    found,
    isOpen: computed(() => found.value.length > 0),
    look: (text, caret) => {
      const next = slashBefore(text, caret);
      if (next === undefined) closedAt = undefined;
      else void refresh();
      if (next?.query !== slash.value?.query) active.value = 0;
      slash.value = next !== undefined && next.from !== closedAt ? next : undefined;
    },
    move: (by) => {
      const count = found.value.length;
      active.value = (active.value + by + count) % count;
    },
    close: () => {
      closedAt = slash.value?.from;
      slash.value = undefined;
    },
  };
}
