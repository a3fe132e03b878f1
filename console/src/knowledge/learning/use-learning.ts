import { computed, type Ref, ref, watch } from "vue";

import { call } from "../../api/call.ts";
import { toast, toastError } from "../../parts/notice/toasts.ts";
import { useLoaded } from "../../parts/wait/loaded.ts";
import { t } from "../../text/index.ts";
import { type Cluster, keyOf, type Want } from "./cluster.ts";

/** The inbox of learning of an account: what is in it, and which cluster is looked at. */
export function useLearning(account: Readonly<Ref<string | undefined>>) {
  const want = ref<Want>();
  const days = ref(30);
  const { data, error, waiting, reload } = useLoaded(async (signal) => {
    if (account.value === undefined) return undefined;
    const query = { accountId: account.value, want: want.value, days: days.value };
    return call("GET /learning", { query, signal });
  });
  const active = ref(0);
  const clusters = computed(() => data.value?.clusters ?? []);
  const current = computed(() => clusters.value[active.value]);
  watch([account, want, days], () => {
    active.value = 0;
    void reload();
  });

  function move(by: number): void {
    active.value = Math.max(0, Math.min(clusters.value.length - 1, active.value + by));
  }

  return {
    data,
    error,
    waiting,
    reload,
    want,
    days,
    active,
    clusters,
    current,
    currentKey: computed(() => (current.value === undefined ? "" : keyOf(current.value))),
    move,
    ...useActs(account, async () => {
      await reload();
      // What comes up where it was is looked at next.
      move(0);
    }),
  };
}

/** What is done about a cluster; each can be taken back at once. */
function useActs(account: Readonly<Ref<string | undefined>>, lookAgain: () => Promise<void>) {
  const busy = ref(false);
  async function during(act: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      await act();
      await lookAgain();
    } catch (problem) {
      toastError(problem);
    } finally {
      busy.value = false;
    }
  }

  const undo = (id: string): Promise<void> =>
    during(async () => {
      await call("POST /learning/acts/:id/undo", { params: { id } });
      toast(t("learn.undone"));
    });
  const told = (words: string, act: string): void =>
    void toast(words, { action: { text: t("learn.undo"), run: () => void undo(act) } });
  const given = ({ questions }: Cluster) => ({ accountId: account.value ?? "", questions });

  return {
    busy,
    undo,
    merge: (cluster: Cluster, entryId: string, phrasings: string[]) =>
      during(async () => {
        const body = { ...given(cluster), entryId, phrasings };
        const { act, published } = await call("POST /learning/merge", { body });
        told(published ? t("learn.merged") : t("learn.merged_review"), act);
      }),
    begin: (cluster: Cluster, title: string, phrasings: string[]) =>
      during(async () => {
        const { act } = await call("POST /learning/begin", { body: { ...given(cluster), title, phrasings } });
        told(t("learn.begun"), act);
      }),
    ignore: (cluster: Cluster) =>
      during(async () => {
        const { act } = await call("POST /learning/ignore", { body: given(cluster) });
        told(t("learn.ignored"), act);
      }),
  };
}
