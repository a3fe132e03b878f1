import { computed } from "vue";

import { desk } from "../live/desk-state.ts";
import { emptyDesk } from "../live/fold-desk.ts";

/** 代管, for the cards and for the thread that is open; whoever sits nowhere answers for nobody. */
export const covering = computed(() => (desk.value.seat == null ? emptyDesk : desk.value).covering);

/** Whether I may answer in it, although it is a colleague's. */
export const isCoveredByMe = (conversationId: string): boolean =>
  covering.value.toAnswer.some((one) => one.conversationId === conversationId);
