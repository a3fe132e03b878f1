import { computed, onScopeDispose, type Ref, shallowRef } from "vue";

import { newKey } from "../../../api/call.ts";
import type { MediaKind } from "../../../../../src/core/media/sniff.ts";
import type { Head } from "../../api/wire.ts";

/** A picture, a voice or a film before it is sent. */
export type Attachment = {
  readonly key: string;
  readonly kind: MediaKind;
  readonly file: File;
  readonly url: string;
  /** Of a film, where the platform wants one. */
  readonly cover?: Blob;
};

/** What the platform takes; a note takes all that is kept, for it never leaves. */
export type Limits = Head["sends"] | "kept";

export type Attachments = {
  readonly list: Readonly<Ref<readonly Attachment[]>>;
  /** Why one was not taken. */
  readonly refusal: Readonly<Ref<string | undefined>>;
  readonly isEmpty: Readonly<Ref<boolean>>;
  readonly add: (files: readonly File[], limits: Limits) => Promise<void>;
  readonly remove: (key: string) => void;
  /** Gives them away; whoever gets them shows them from the same addresses. */
  readonly takeAll: () => readonly Attachment[];
};

/** What waits to be sent, in the order in which it came. What cannot be sent is told before it is uploaded. */
export function useAttachments(): Attachments {
  const list = shallowRef<readonly Attachment[]>([]);
  const refusal = shallowRef<string>();

  async function add(files: readonly File[], limits: Limits): Promise<void> {
    refusal.value = undefined;
    // What looks at files is loaded with the first of them.
    const { prepare } = await import("./prepare.ts");
    for (const file of files) {
      const prepared = await prepare(file, limits, list.value.length);
      if (typeof prepared === "string") refusal.value = prepared;
      else list.value = [...list.value, { key: newKey(), ...prepared }];
    }
  }

  onScopeDispose(() => {
    for (const { url } of list.value) URL.revokeObjectURL(url);
  });
  return {
    list,
    refusal,
    isEmpty: computed(() => list.value.length === 0),
    add,
    remove(key) {
      refusal.value = undefined;
      const gone = list.value.find((attachment) => attachment.key === key);
      if (gone !== undefined) URL.revokeObjectURL(gone.url);
      list.value = list.value.filter((attachment) => attachment !== gone);
    },
    takeAll() {
      const taken = list.value;
      list.value = [];
      refusal.value = undefined;
      return taken;
    },
  };
}
