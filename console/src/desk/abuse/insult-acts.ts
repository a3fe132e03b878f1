import { call } from "../../api/call.ts";
import { confirm } from "../../parts/layer/confirm.ts";
import { toast, toastError } from "../../parts/notice/toasts.ts";
import "../../text/abuse.ts";
import { t } from "../../text/index.ts";

/** What an agent may do about insults in a contact of hers. Each throws what the server refuses. */

/** 缓一缓 */
export async function recover(id: string): Promise<void> {
  await call("POST /contacts/:id/recovery", { params: { id } });
}

/** 辱骂提醒; so often the customer was warned before. */
export async function warn(id: string, warned: number): Promise<void> {
  await call("POST /contacts/:id/abuse-warnings", { params: { id } });
  toast(t("abuse.warned", {}, warned + 1));
}

/** 因辱骂交给同事: and a moment for herself after it, if she wishes. */
export async function give(id: string): Promise<void> {
  const question = { title: t("abuse.give.title"), text: t("abuse.give.text"), yes: t("abuse.give") };
  if (!(await confirm(question))) return;
  await call("POST /contacts/:id/abuse-hand-over", { params: { id } });
  toast(t("abuse.given"), {
    action: { text: t("abuse.recover"), run: () => void recover(id).catch(toastError) },
  });
}
