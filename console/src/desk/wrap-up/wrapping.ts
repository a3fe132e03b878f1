import { shallowRef } from "vue";

import { toast, toastError } from "../../parts/notice/toasts.ts";
import { t } from "../../text/index.ts";
import { end, resume } from "../api/contact.ts";
import type { ContactRow } from "../api/wire.ts";
import { fanName } from "../fan/fan-name.ts";
import { now } from "../time/clock.ts";

type Open = { readonly kind: "one"; readonly row: ContactRow } | { readonly kind: "many" };

/** The wrap-up that lies open, if any. */
export const openForm = shallowRef<Open>();
/** Until when each end may be taken back. */
const undoUntil = shallowRef<ReadonlyMap<string, number>>(new Map());
/** Takes away what tells of an end. */
const untell = new Map<string, () => void>();

export const undoable = (contactId: string): boolean => (undoUntil.value.get(contactId) ?? 0) > now.value;

export const openWrapUp = (row: ContactRow): void => {
  openForm.value = { kind: "one", row };
};
export const openWrapUps = (): void => {
  openForm.value = { kind: "many" };
};
export const closeForm = (): void => {
  openForm.value = undefined;
};

/** Ends the talk and opens its form; for a few seconds it can be taken back. */
export async function endTalk(row: ContactRow): Promise<void> {
  try {
    const { undoUntil: until } = await end(row.contactId);
    const ms = until - now.value;
    undoUntil.value = new Map(undoUntil.value).set(row.contactId, until);
    const drop = toast(t("desk.end.done", { name: fanName(row.fan) }), {
      ms,
      action: { text: t("desk.end.undo"), run: () => void takeBack(row.contactId) },
    });
    untell.set(row.contactId, drop);
    openWrapUp(row);
  } catch (error) {
    toastError(error);
  }
}

/** 撤销: the talk goes on as if it had not been ended. */
export async function takeBack(contactId: string): Promise<void> {
  if (openForm.value?.kind === "one" && openForm.value.row.contactId === contactId) closeForm();
  untell.get(contactId)?.();
  untell.delete(contactId);
  try {
    await resume(contactId);
  } catch (error) {
    toastError(error);
  }
}
