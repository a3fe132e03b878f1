import { onBeforeUnmount } from "vue";

import { t } from "../../text/index.ts";
import { confirm } from "../layer/confirm.ts";

const forms = new Set<() => boolean>();

/** While `isDirty`, leaving the page, closing the tab and refreshing for a new version ask first. */
export function useUnsaved(isDirty: () => boolean): void {
  forms.add(isDirty);
  onBeforeUnmount(() => forms.delete(isDirty));
}

export const hasUnsaved = (): boolean => [...forms].some((isDirty) => isDirty());

/** Whether what is unsaved may be given up; asks where there is something. */
export async function leaveAllowed(): Promise<boolean> {
  if (!hasUnsaved()) return true;
  return confirm({
    title: t("app.unsaved.title"),
    text: t("app.unsaved.text"),
    yes: t("app.unsaved.leave"),
    tone: "bad",
  });
}

addEventListener("beforeunload", (event) => {
  if (hasUnsaved()) event.preventDefault();
});
