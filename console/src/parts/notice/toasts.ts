import { shallowRef } from "vue";

import { Refusal } from "../../api/refusal.ts";
import { t } from "../../text/index.ts";

export type Toast = {
  readonly id: number;
  readonly tone: "ok" | "warn" | "bad";
  readonly text: string;
  /** Something to press while it is there, e.g. 撤销. */
  readonly action?: { readonly text: string; readonly run: () => void };
};

const SHOWN_MS = 5_000;
/** What can be pressed stays until one has read it, found it and reached for it. */
const ACTION_SHOWN_MS = 8_000;
/** What went wrong stays long enough to be read to the end, and to be quoted. */
const BAD_SHOWN_MS = 12_000;
const TOASTS_MAX = 4;

export const toasts = shallowRef<readonly Toast[]>([]);
let last = 0;
/** While the pointer or the focus is in them none goes: nobody has to be faster than a timer. */
let held = false;
const overdue = new Set<number>();

export function toast(
  text: string,
  options: Partial<Pick<Toast, "tone" | "action">> & { ms?: number } = {},
): () => void {
  const { tone = "ok", action, ms = shownMs(tone, action !== undefined) } = options;
  const id = (last += 1);
  toasts.value = [...toasts.value, { id, tone, text, ...(action ? { action } : {}) }].slice(-TOASTS_MAX);
  const timer = setTimeout(() => (held ? overdue.add(id) : dropToast(id)), ms);
  return () => {
    clearTimeout(timer);
    dropToast(id);
  };
}

function shownMs(tone: Toast["tone"], hasAction: boolean): number {
  if (tone === "bad") return BAD_SHOWN_MS;
  return hasAction ? ACTION_SHOWN_MS : SHOWN_MS;
}

export function dropToast(id: number): void {
  overdue.delete(id);
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
  // The last one may go from under the pointer, which then leaves nothing.
  if (toasts.value.length === 0) held = false;
}

export function holdToasts(): void {
  held = true;
}

export function releaseToasts(): void {
  held = false;
  for (const id of overdue) dropToast(id);
}

/** Tells what an action was refused with: the server's own sentence, and the number to quote. */
export function toastError(error: unknown): void {
  toast(sentenceOf(error), { tone: "bad" });
}

export function sentenceOf(error: unknown): string {
  if (!(error instanceof Refusal)) return t("app.broken");
  const { message, requestId } = error;
  return requestId === undefined || error.status < 500 ? message : t("app.quote", { message, requestId });
}
