import { computed, type Ref, ref, shallowRef, watch } from "vue";

import { call } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { useAttempt } from "../../parts/form/attempt.ts";
import { confirm } from "../../parts/layer/confirm.ts";
import { toast } from "../../parts/notice/toasts.ts";
import { useLoaded } from "../../parts/wait/loaded.ts";
import { t } from "../../text/index.ts";
import { type Trial, TRIAL_MS_MAX } from "../trial/trial.ts";
import type { Draft, Release, Standing } from "./release.ts";

type Account = Readonly<Ref<string | undefined>>;
type Chosen = Ref<ReadonlySet<string>>;

/** Drafts of an account, of which some are chosen, tried out together and published together. */
export function useRelease(account: Account, set: Readonly<Ref<string | undefined>>) {
  const { data, error, waiting, reload } = useLoaded(async (signal) => {
    if (account.value === undefined) return undefined;
    const accountId = account.value;
    const [drafts, releases] = await Promise.all([
      call("GET /knowledge/drafts", { query: { accountId, setId: set.value }, signal }),
      call("GET /knowledge/releases", { query: { accountId }, signal }),
    ]);
    return { drafts: drafts.items, releases: releases.items };
  });
  const drafts = computed(() => data.value?.drafts ?? []);
  const chosen: Chosen = ref(new Set());
  const tried = useTried();
  watch([account, set], () => {
    chosen.value = new Set();
    tried.forget();
    void reload();
  });
  // What is gone is not chosen any more.
  watch(drafts, (found) => {
    const there = new Set(found.map(({ id }) => id));
    chosen.value = new Set([...chosen.value].filter((id) => there.has(id)));
  });
  /** What is held stays chosen no longer; the others can go out. */
  const leaveHeld = (): void => {
    chosen.value = new Set([...chosen.value].filter((id) => tried.standings.value.get(id)?.is === "ready"));
  };
  const acts = useActs(account, drafts, { chosen, tried, reload });
  return { data, drafts, error, waiting, reload, ...tried, chosen, leaveHeld, ...acts };
}

type Around = {
  readonly chosen: Chosen;
  readonly tried: ReturnType<typeof useTried>;
  readonly reload: () => Promise<void>;
};

/** What is done with those that are chosen, and with what was published together before. */
function useActs(
  account: Account,
  drafts: Readonly<Ref<readonly Draft[]>>,
  { chosen, tried, reload }: Around,
) {
  const given = () => ({
    accountId: account.value ?? "",
    drafts: drafts.value.filter(({ id }) => chosen.value.has(id)).map(({ id, version }) => ({ id, version })),
  });
  const { doing, busy, problem, during } = useDoing();

  async function tryOut(): Promise<void> {
    const found = await call("POST /knowledge/releases/try", { body: given(), answerMs: TRIAL_MS_MAX });
    tried.show(found.entries, found.trial ?? undefined, chosen.value);
  }
  const publish = (despite?: string): Promise<void> =>
    during("publish", async () => {
      const body = { ...given(), ...(despite !== undefined && { despite }) };
      try {
        const { id, entries } = await call("POST /knowledge/releases", { body, answerMs: TRIAL_MS_MAX });
        tried.forget();
        chosen.value = new Set();
        const action = { text: t("release.undo"), run: () => void undo(id) };
        toast(t("release.published", {}, entries), { action });
        await reload();
      } catch (refused) {
        if (refused instanceof Refusal && refused.code === "entry_worse") await tryOut();
        throw refused;
      }
    });
  const undo = (id: string): Promise<void> =>
    during("publish", async () => {
      const { undone, left } = await call("POST /knowledge/releases/:id/undo", { params: { id } });
      toast(left === 0 ? t("release.undone", {}, undone) : t("release.undone.left", { undone, left }));
      await reload();
    });
  async function askUndo(release: Release): Promise<void> {
    const yes = await confirm({
      title: t("release.undo.title", {}, release.live),
      text: t("release.undo.text"),
      yes: t("release.undo"),
      tone: "bad",
    });
    if (yes) await undo(release.id);
  }
  return { doing, busy, problem, run: () => during("try", tryOut), publish, askUndo };
}

type Doing = "try" | "publish";

function useDoing() {
  const doing = ref<Doing>();
  const { busy, problem, attempt } = useAttempt();
  const during = (what: Doing, act: () => Promise<void>): Promise<void> =>
    attempt(async () => {
      problem.value = undefined;
      doing.value = what;
      await act().finally(() => (doing.value = undefined));
    });
  return { doing, busy, problem, during };
}

/** What the last trial has found, and of which drafts. */
function useTried() {
  const standings = shallowRef<ReadonlyMap<string, Standing>>(new Map());
  const trial = shallowRef<Trial>();
  const of = shallowRef<ReadonlySet<string>>();
  return {
    standings,
    trial,
    /** It was of just these. */
    isFreshFor: (chosen: ReadonlySet<string>): boolean =>
      of.value !== undefined && of.value.size === chosen.size && [...chosen].every((id) => of.value?.has(id)),
    show(entries: readonly Standing[], found: Trial | undefined, tried: ReadonlySet<string>): void {
      standings.value = new Map(entries.map((one) => [one.id, one]));
      trial.value = found;
      of.value = tried;
    },
    forget(): void {
      standings.value = new Map();
      trial.value = undefined;
      of.value = undefined;
    },
  };
}
