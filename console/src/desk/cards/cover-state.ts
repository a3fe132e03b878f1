import { shallowRef } from "vue";

import type { Answer } from "../../api/endpoints.ts";
import type { Timed } from "../api/moments.ts";

/** 代管 as it was told last: for the cards, and for the thread that is open. */
export const covering = shallowRef<Timed<Answer<"GET /cover">>>();

/** Whether I may answer in it, although it is a colleague's. */
export const isCoveredByMe = (conversationId: string): boolean =>
  covering.value?.toAnswer.some((one) => one.conversationId === conversationId) ?? false;
