import { shallowRef } from "vue";

import { call } from "../../api/call.ts";
import type { Answer } from "../../api/endpoints.ts";
import { preferences } from "../../me/preferences.ts";

export type BreakCode = Answer<"GET /break-codes">["items"][number];

/** 小休原因 of the house, also the ones that are switched off: a break that lasts keeps its name. */
export const breakCodes = shallowRef<readonly BreakCode[]>([]);

export async function loadBreakCodes(): Promise<void> {
  breakCodes.value = (await call("GET /break-codes")).items;
}

export const codeName = ({ name, nameEn }: Pick<BreakCode, "name" | "nameEn">): string =>
  preferences.language === "en" ? (nameEn ?? name) : name;

/** What a session's reason is called; nothing until the codes are there. */
export function breakName(key: string): string {
  const code = breakCodes.value.find((one) => one.key === key);
  return code === undefined ? "" : codeName(code);
}
