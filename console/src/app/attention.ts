import { shallowRef } from "vue";

/** How many things wait to be looked at: shown as (n) before the title of the tab. */
export const attention = shallowRef(0);
/** Beside them, queues of which a leader is to look. */
export const alarming = shallowRef(0);
