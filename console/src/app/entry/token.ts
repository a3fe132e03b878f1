import { type Ref, ref, watch } from "vue";
import { useRoute, useRouter } from "vue-router";

/**
 * The one-time token of a link such as `/setup#token=…`, also of one that is pasted while the page is open. Behind the
 * hash it reaches no server, log or referrer; it is taken out of the address at once, so that it does not lie in the
 * history of a shared machine either.
 */
export function useToken(): Readonly<Ref<string>> {
  const route = useRoute();
  const router = useRouter();
  const token = ref("");
  watch(
    () => route.hash,
    (hash) => {
      const given = new URLSearchParams(hash.slice(1)).get("token");
      if (given === null) return;
      token.value = given;
      void router.replace({ path: route.path, query: route.query });
    },
    { immediate: true },
  );
  return token;
}
