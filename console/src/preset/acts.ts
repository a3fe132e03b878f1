import { call } from "../api/call.ts";
import { confirm } from "../parts/layer/confirm.ts";
import { toast, toastError } from "../parts/notice/toasts.ts";
import { t } from "../text/index.ts";
import "../text/preset.ts";
import { lookAtDeviations } from "./bar/deviating.ts";

type Run = { readonly id: string; readonly name: string; readonly state: "planned" | "running" };

/** 恢复正常, or a plan given up: asked once, done at once. Whether it is over. */
export async function endRun({ id, name, state }: Run): Promise<boolean> {
  const isOn = state === "running";
  const yes = await confirm({
    title: t(isOn ? "preset.end.ask" : "preset.cancel.ask", { name }),
    ...(isOn && { text: t("preset.end.text") }),
    yes: t(isOn ? "preset.end" : "preset.cancel"),
  });
  if (!yes) return false;
  try {
    await call("POST /presets/runs/:id/end", { params: { id } });
    toast(t(isOn ? "preset.ended" : "preset.cancelled", { name }));
    return true;
  } catch (problem) {
    toastError(problem);
    return false;
  } finally {
    await lookAtDeviations();
  }
}
