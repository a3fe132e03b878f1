import { shallowRef } from "vue";

/** How many actions of this person wait for the line; whoever queues them counts them here, and the bar shows it. */
export const unsent = shallowRef(0);
