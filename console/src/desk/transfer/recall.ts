import { call } from "../../api/call.ts";
import { toast, toastError } from "../../parts/notice/toasts.ts";
import { t } from "../../text/index.ts";

/** Of which contacts I have called a transfer off myself: of those I need no telling. */
const calledOff = new Set<string>();
export const isCalledOff = (contactId: string): boolean => calledOff.delete(contactId);

/** 撤回转接, until somebody has her. */
export async function recall(contactId: string, name: string): Promise<void> {
  try {
    await call("POST /contacts/:id/recall", { params: { id: contactId } });
    toast(t("transfer.recalled", { name }));
  } catch (refused) {
    calledOff.delete(contactId);
    toastError(refused);
  }
}

/** The same of a warm one, which is mine all the while. */
export function callOff(contactId: string, name: string): Promise<void> {
  calledOff.add(contactId);
  return recall(contactId, name);
}
