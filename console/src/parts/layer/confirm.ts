import { shallowRef } from "vue";

export type Question = {
  readonly title: string;
  readonly text?: string;
  /** What the button that does it says: the verb, never "确定". */
  readonly yes: string;
  readonly tone?: "bad";
};

/** The question on the page, if any; parts/layer/confirm-dialog.vue shows it. */
export const question = shallowRef<Question & { readonly answer: (yes: boolean) => void }>();

/** Asks before something that cannot be taken back. A second question gives up the first. */
export function confirm(asked: Question): Promise<boolean> {
  question.value?.answer(false);
  return new Promise((resolve) => {
    question.value = {
      ...asked,
      answer: (yes) => {
        question.value = undefined;
        resolve(yes);
      },
    };
  });
}
