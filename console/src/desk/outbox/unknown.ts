import { shallowRef } from "vue";

/** The list of 可能已发送 lies open. */
export const isUnknownOpen = shallowRef(false);
