import { computed, type Ref, ref, shallowRef, watch } from "vue";
import { useRouter } from "vue-router";

import { isSame } from "../../../../src/core/knowledge/difference.ts";
import { call } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { me } from "../../me/session.ts";
import { useUnsaved } from "../../parts/form/unsaved.ts";
import { sentenceOf, toast } from "../../parts/notice/toasts.ts";
import { t } from "../../text/index.ts";
import { EMPTY, type EntryPage, keptOf, NEW, type Writing, writingOf } from "../entry.ts";
import { TRIAL_MS_MAX, useTrial } from "../trial/trial.ts";
import { keepUnsaved, keptUnsaved, type Unsaved } from "./kept.ts";

/**
 * One entry as somebody writes it. What is typed is hers until she saves it; what others save meanwhile is shown beside
 * it, and neither is lost.
 */
export function useEntry(id: string, accountId: string) {
  const router = useRouter();
  const isNew = id === NEW;
  const typed = useTyped(isNew ? `${NEW}.${accountId}` : id);
  const { entry, writing, version, isDirty, show } = typed;
  const lost = ref<string>();
  const { trial, lookAt } = useTrial(writing);
  const { busy, error, during } = useDoing((problem) =>
    isConflict(problem) ? lookAgain() : lookAt(problem),
  );

  async function load(): Promise<void> {
    lost.value = undefined;
    try {
      if (isNew) typed.restore();
      else show(await call("GET /knowledge/:id", { params: { id } }), "restore");
    } catch (problem) {
      lost.value = sentenceOf(problem);
    }
  }

  /** Somebody was quicker: shows what there is now, and keeps what is typed. */
  async function lookAgain(): Promise<void> {
    const found = await call("GET /knowledge/:id", { params: { id } }).catch(() => undefined);
    if (found !== undefined) typed.overtake(found);
  }

  async function put(): Promise<EntryPage> {
    if (isNew) return call("POST /knowledge", { body: { accountId, writing: writing.value } });
    const body = { version: version.value, writing: writing.value };
    return call("PUT /knowledge/:id/draft", { params: { id }, body });
  }

  const goTo = async ({ id: found }: EntryPage): Promise<void> => {
    if (isNew) await router.replace(`/kb/faq/${found}`);
  };

  const save = (): Promise<void> =>
    during("save", async () => {
      const found = await put();
      show(found);
      toast(t("kb.saved"));
      await goTo(found);
    });

  const publish = (how: Publishing = {}): Promise<void> =>
    during("publish", async () => {
      const found = isDirty.value ? await put() : entry.value;
      if (found === undefined) return;
      show(found);
      const body = { version: found.draft?.version ?? 0, ...how };
      const given = { params: { id: found.id }, body, answerMs: TRIAL_MS_MAX };
      try {
        show(await call("POST /knowledge/:id/publish", given));
        trial.value = undefined;
        toast(t(how.canary === undefined ? "kb.published" : "canary.begun"));
      } finally {
        await goTo(found);
      }
    });

  /** Anything else that the server answers with the entry as it is then. */
  const change = (act: () => Promise<EntryPage>, told: string): Promise<void> =>
    during("other", async () => {
      show(await act());
      toast(told);
    });

  return { ...typed, lost, trial, error, busy, load, save, publish, change };
}

/** What is typed, beside what the server has; kept on this device while the two differ. */
function useTyped(name: string) {
  const staffId = me.value?.id ?? "";
  const entry = shallowRef<EntryPage>();
  const writing = shallowRef<Writing>(EMPTY);
  /** The draft's version that `writing` was begun with; 0: there was none. */
  const version = ref(0);
  const isOvertaken = ref(false);
  const saved = computed(() => writingOf(entry.value));
  const isDirty = computed(() => !isSame(keptOf(writing.value), keptOf(saved.value)));
  const versionNow = (): number => entry.value?.draft?.version ?? 0;
  useUnsaved(() => isDirty.value);

  watch([writing, version], () => {
    const unsaved = { version: version.value, writing: writing.value };
    keepUnsaved(staffId, name, isDirty.value ? unsaved : undefined);
  });

  /** Takes what the server has for what is written; or goes on with what was kept. */
  function show(found: EntryPage, after?: "restore"): void {
    const kept = after === undefined ? undefined : keptUnsaved(staffId, name);
    entry.value = found;
    writing.value = writingOf(found);
    version.value = versionNow();
    isOvertaken.value = false;
    if (kept !== undefined) goOnWith(kept);
  }
  function restore(): void {
    const kept = keptUnsaved(staffId, name);
    if (kept !== undefined) goOnWith(kept);
  }
  function goOnWith(kept: Unsaved): void {
    if (isSame(keptOf(kept.writing), keptOf(saved.value))) return;
    isOvertaken.value = kept.version !== version.value;
    writing.value = kept.writing;
    version.value = kept.version;
    toast(t("kb.kept"));
  }
  function overtake(found: EntryPage): void {
    entry.value = found;
    isOvertaken.value = isDirty.value;
    if (!isOvertaken.value) version.value = versionNow();
  }

  /** Her own words go over theirs, which she has seen. */
  function keepMine(): void {
    version.value = versionNow();
    isOvertaken.value = false;
  }
  function takeTheirs(): void {
    if (entry.value !== undefined) show(entry.value);
  }

  const state = { entry, writing, version, saved, isDirty, isOvertaken };
  return { ...state, show, restore, overtake, keepMine, takeTheirs };
}

/** `despite`: why, although its trial speaks against it; `canary`: to how many first, and for how long. */
type Publishing = {
  readonly despite?: string;
  readonly canary?: { readonly share: number; readonly hours: number };
};

const isConflict = (problem: unknown): boolean =>
  problem instanceof Refusal && problem.code === "version_conflict";

type Doing = "save" | "publish" | "other";

/** One thing at a time; what was refused is said, and where somebody was quicker, looked at. */
function useDoing(lookAt: (problem: unknown) => Promise<void>) {
  const busy: Ref<Doing | undefined> = ref();
  const error = ref<string>();

  async function during(what: Doing, act: () => Promise<void>): Promise<void> {
    if (busy.value !== undefined) return;
    busy.value = what;
    error.value = undefined;
    try {
      await act();
    } catch (problem) {
      error.value = sentenceOf(problem);
      await lookAt(problem);
    } finally {
      busy.value = undefined;
    }
  }
  return { busy, error, during };
}
