import { shallowRef } from "vue";

/** Where the house is (IANA name): its people agree on times by its clock, wherever they sit. */
export const zone = shallowRef("Asia/Shanghai");

export const useZone = (name: string): void => void (zone.value = name);
