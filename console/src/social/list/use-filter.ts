import { computed, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";

import { CLASSES } from "../../../../src/core/social/triage/class.ts";
import { type Thread, VIEWS, type View } from "../thread.ts";

export type SocialClass = Thread["is"];
export type Filter = {
  readonly view: View;
  readonly is: SocialClass | undefined;
  readonly account: string | undefined;
};

/** What the list is narrowed to. It stands in the address: a colleague who gets that sees the same. */
export function useFilter() {
  const route = useRoute();
  const router = useRouter();
  const given = (name: string): string | undefined => {
    const value = route.query[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const part = <T extends string>(name: string, read: (value: string | undefined) => T, usual: T) =>
    computed<T>({
      get: () => read(given(name)),
      set: (value) =>
        void router.replace({ query: { ...route.query, [name]: value === usual ? undefined : value } }),
    });

  const view = part<View>("view", (value) => VIEWS.find((one) => one === value) ?? "waiting", "waiting");
  const is = part<SocialClass | "">("is", (value) => CLASSES.find((one) => one === value) ?? "", "");
  const account = part<string>("account", (value) => value ?? "", "");
  const filter = computed<Filter>(() => ({
    view: view.value,
    is: is.value === "" ? undefined : is.value,
    account: account.value === "" ? undefined : account.value,
  }));
  const isNarrowed = computed(() => is.value !== "" || account.value !== "");
  const clear = () => router.replace({ query: { ...route.query, is: undefined, account: undefined } });
  return { filter, view, is, account, isNarrowed, clear };
}

/** The same again takes a choice back. */
export function toggle<T extends string>(choice: WritableComputedRef<T | "">, value: T): void {
  choice.value = choice.value === value ? "" : value;
}

/** The choice after this one, around the end. */
export const nextOf = <T>(all: readonly T[], now: T, by: number): T | undefined =>
  all[(all.indexOf(now) + by + all.length) % all.length];
