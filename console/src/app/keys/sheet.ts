import { shallowRef } from "vue";

export const isSheetOpen = shallowRef(false);

export function openSheet(): void {
  isSheetOpen.value = true;
}
