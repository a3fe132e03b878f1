import { onBeforeUnmount, onMounted, type Ref } from "vue";

/**
 * Whoever reads at the end goes on reading there when the window of the thread gets smaller or larger: a tray of
 * pictures, a bar, the keyboard of a tablet.
 */
export function useStickToEnd(
  scroller: Readonly<Ref<HTMLElement | null>>,
  nearPx: number,
  toEnd: () => void,
): void {
  let isNear = true;
  const look = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroller.value ?? {};
    isNear = scrollHeight - scrollTop - clientHeight <= nearPx;
  };
  const sizes = new ResizeObserver(() => isNear && toEnd());
  onMounted(() => {
    if (scroller.value === null) return;
    scroller.value.addEventListener("scroll", look, { passive: true });
    sizes.observe(scroller.value);
  });
  onBeforeUnmount(() => sizes.disconnect());
}
