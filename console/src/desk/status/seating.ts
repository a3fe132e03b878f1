import { shallowRef } from "vue";

/** The question for a seat is on the page. */
export const isSeatAsked = shallowRef(false);

export const askForSeat = (): void => {
  isSeatAsked.value = true;
};
