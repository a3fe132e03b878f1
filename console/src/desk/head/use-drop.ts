import { onBeforeUnmount, onMounted, type Ref, ref } from "vue";

/** Files dragged over an element and dropped on it. Elements inside it tell of coming and going too: they are counted. */
export function useDrop(
  element: Readonly<Ref<HTMLElement | null>>,
  take: (files: readonly File[]) => void,
): { readonly over: Readonly<Ref<boolean>> } {
  const over = ref(false);
  let depth = 0;
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  const leave = (): void => {
    depth = 0;
    over.value = false;
  };
  const handlers: Readonly<Record<string, (event: DragEvent) => void>> = {
    dragenter: (event) => {
      if (!hasFiles(event)) return;
      depth += 1;
      over.value = true;
    },
    dragleave: () => {
      depth -= 1;
      if (depth <= 0) leave();
    },
    // Without this the browser opens the file instead.
    dragover: (event) => {
      if (hasFiles(event)) event.preventDefault();
    },
    drop: (event) => {
      leave();
      if (!hasFiles(event)) return;
      event.preventDefault();
      take([...(event.dataTransfer?.files ?? [])]);
    },
  };
  const each = (act: "addEventListener" | "removeEventListener"): void => {
    for (const [name, handler] of Object.entries(handlers))
      element.value?.[act](name, handler as EventListener);
  };
  onMounted(() => each("addEventListener"));
  onBeforeUnmount(() => each("removeEventListener"));
  return { over };
}
