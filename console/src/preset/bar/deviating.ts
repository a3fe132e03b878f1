import { computed, shallowRef } from "vue";

import { call } from "../../api/call.ts";
import type { Answer } from "../../api/endpoints.ts";
import { onFrame } from "../../api/stream.ts";

export type Deviating = Answer<"GET /presets/deviations">;
export type Run = Deviating["runs"][number];
export type Helper = Deviating["helpers"][number];
export type Deviation = Run["deviations"][number];

/** What deviates from normal now, as far as it concerns whoever looks. Most days nothing does, and its bar is not loaded. */
const usual: Deviating = { runs: [], places: [], helpers: [] };
export const deviating = shallowRef(usual);
export const isDeviating = computed(() => deviating.value !== usual);

let known = "";

export async function lookAtDeviations(): Promise<void> {
  try {
    deviating.value = await call("GET /presets/deviations");
  } catch {
    // The next ping asks again.
    known = "?";
  }
}

/** The stream says when it has changed, and this asks what it is now. */
function hear({ deviates }: { readonly deviates: string }): void {
  if (deviates === known) return;
  known = deviates;
  if (deviates === "") deviating.value = usual;
  else void lookAtDeviations();
}

export function followDeviations(): void {
  onFrame("hello", hear);
  onFrame("ping", hear);
}
