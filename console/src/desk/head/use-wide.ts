import { onScopeDispose, type Ref, shallowRef } from "vue";

/** Whether the window is at least so many pixels wide. */
export function useWide(pixels: number): Readonly<Ref<boolean>> {
  const query = matchMedia(`(min-width: ${pixels}px)`);
  const wide = shallowRef(query.matches);
  const look = (): void => {
    wide.value = query.matches;
  };
  query.addEventListener("change", look);
  onScopeDispose(() => query.removeEventListener("change", look));
  return wide;
}
