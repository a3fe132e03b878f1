import { onScopeDispose, ref, shallowRef, watch } from "vue";

import { call } from "../../api/call.ts";
import { toast, toastError } from "../../parts/notice/toasts.ts";
import { t } from "../../text/index.ts";
import { refusedBecause } from "../codes/code.ts";
import type { Menu, MenuPage, Problem } from "./menu.ts";

const SAVED_AFTER_MS = 500;

/** An account's menu as it is written: kept by itself a moment after each change, and published when it is right. */
export function useMenu(accountId: string) {
  const page = shallowRef<MenuPage>();
  const draft = shallowRef<Menu>({ tops: [], conditional: [] });
  const problems = shallowRef<readonly Problem[]>([]);
  const { live, compare } = useLive(accountId);
  const state = ref<"saved" | "changed" | "saving" | "failed">("saved");
  const busy = ref(false);
  let version = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const params = { id: accountId };

  async function reload(): Promise<void> {
    const found = await call("GET /accounts/:id/menu", { params });
    page.value = found;
    draft.value = found.draft;
    problems.value = found.problems;
    version = found.version;
    state.value = "saved";
  }

  async function save(): Promise<void> {
    clearTimeout(timer);
    if (state.value !== "changed" && state.value !== "failed") return;
    state.value = "saving";
    const menu = draft.value;
    try {
      const saved = await call("PUT /accounts/:id/menu", { params, body: { version, menu } });
      version = saved.version;
      problems.value = saved.problems;
      state.value = "saved";
      // What was written meanwhile.
      if (draft.value !== menu) change(draft.value);
    } catch (problem) {
      state.value = "failed";
      toastError(problem);
    }
  }

  function change(next: Menu): void {
    draft.value = next;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SAVED_AFTER_MS);
    if (state.value !== "saving") state.value = "changed";
  }

  /** The draft; or a version that is put back. */
  async function publish(number?: number): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      await save();
      await give(accountId, number);
    } catch (problem) {
      toastError(problem);
    } finally {
      busy.value = false;
      await reload().catch(toastError);
      await compare();
    }
  }

  watch(page, (now, before) => before === undefined && now?.limits && void compare());
  onScopeDispose(() => void save());
  return { page, draft, problems, live, state, busy, reload, change, publish, compare };
}

/** What is live by the platform's own word. */
function useLive(id: string) {
  const live = shallowRef<{ readonly menu: Menu | null; readonly same: boolean }>();
  async function compare(): Promise<void> {
    try {
      live.value = await call("GET /accounts/:id/menu/live", { params: { id } });
    } catch (problem) {
      toastError(problem);
    }
  }
  return { live, compare };
}

/** Publishes, and tells what the platform has said. */
async function give(id: string, number: number | undefined): Promise<void> {
  const body = number === undefined ? {} : { number };
  const given = await call("POST /accounts/:id/menu/publish", { params: { id }, body });
  if (given.state === "live") {
    toast(t("menus.published"));
    return;
  }
  const reason = refusedBecause(given.code);
  toast(t(given.state === "refused" ? "menus.refused" : "menus.unknown", { reason }), { tone: "bad" });
}
