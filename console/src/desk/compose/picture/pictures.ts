import { computed, onScopeDispose, type Ref, shallowRef } from "vue";

import { newKey } from "../../../api/call.ts";
import { t } from "../../../text/index.ts";

export type Picture = { readonly key: string; readonly file: File; readonly url: string };

/** What the server takes, too; told before anything is sent over the line. */
const PICTURE_BYTES_MAX = 10 * 1024 * 1024;
const PICTURES_MAX = 9;
export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

export type Pictures = {
  readonly list: Readonly<Ref<readonly Picture[]>>;
  /** Why one was not taken. */
  readonly refusal: Readonly<Ref<string | undefined>>;
  readonly isEmpty: Readonly<Ref<boolean>>;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (key: string) => void;
  /** Gives them away; whoever gets them shows them from the same addresses. */
  readonly takeAll: () => readonly Picture[];
};

/** Pictures that wait to be sent, in the order in which they came. */
export function usePictures(): Pictures {
  const list = shallowRef<readonly Picture[]>([]);
  const refusal = shallowRef<string>();

  function refusalOf(file: File, count: number): string | undefined {
    if (!PICTURE_TYPES.includes(file.type)) return t("desk.picture.type", { name: file.name });
    if (file.size > PICTURE_BYTES_MAX) {
      const megabytes = (file.size / 1024 / 1024).toFixed(1);
      return t("desk.picture.too_large", { name: file.name, size: megabytes });
    }
    return count >= PICTURES_MAX ? t("desk.picture.too_many", { max: PICTURES_MAX }) : undefined;
  }

  onScopeDispose(() => {
    for (const { url } of list.value) URL.revokeObjectURL(url);
  });
  return {
    list,
    refusal,
    isEmpty: computed(() => list.value.length === 0),
    add: (files) => {
      refusal.value = undefined;
      for (const file of files) {
        const why = refusalOf(file, list.value.length);
        if (why === undefined) {
          list.value = [...list.value, { key: newKey(), file, url: URL.createObjectURL(file) }];
        } else {
          refusal.value = why;
        }
      }
    },
    remove: (key) => {
      refusal.value = undefined;
      const gone = list.value.find((picture) => picture.key === key);
      if (gone !== undefined) URL.revokeObjectURL(gone.url);
      list.value = list.value.filter((picture) => picture !== gone);
    },
    takeAll: () => {
      const taken = list.value;
      list.value = [];
      refusal.value = undefined;
      return taken;
    },
  };
}
