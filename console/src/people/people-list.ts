import { onScopeDispose, ref, watch } from "vue";

import { call } from "../api/call.ts";
import { usePaged } from "../parts/wait/paged.ts";
import type { Person } from "./staff.ts";

/** A search waits until the typing pauses. */
const TYPING_MS = 250;

/** The people, found by a part of a name, login or number. */
export function usePeople() {
  const words = ref("");
  const paged = usePaged<Person>((after, signal) =>
    call("GET /staff", { query: { search: words.value.trim() || undefined, after }, signal }),
  );

  let timer = 0;
  watch(words, () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void paged.reload(), TYPING_MS);
  });
  onScopeDispose(() => clearTimeout(timer));

  /** Shows a person as she now is, in her place, or on top where she is new. */
  function put(person: Person): void {
    const known = paged.items.value ?? [];
    paged.items.value = known.some(({ id }) => id === person.id)
      ? known.map((other) => (other.id === person.id ? person : other))
      : [person, ...known];
  }

  return { ...paged, words, put };
}
