import { createRouter, createWebHistory, type RouteLocationNormalized } from "vue-router";
import { shallowRef, watch } from "vue";

import { askWhoIAm, may, me, needsSetup } from "../me/session.ts";
import type { PagePermission } from "../people/who-may.ts";
import { leaveAllowed } from "../parts/form/unsaved.ts";
import { language, t } from "../text/index.ts";
import { alarming, attention } from "./attention.ts";
import { homeOf, routes } from "./routes.ts";

/** True where the server could not even be asked who is signed in. */
export const unreachable = shallowRef(false);

/** The permission that the page asked for needs and this person lacks; the page shows why instead. */
export const lacking = shallowRef<PagePermission>();

/** Where everybody is led who wants nothing else; whose roles have no desk gets the first page that is hers. */
const DESK = "/desk";

export const router = createRouter({
  history: createWebHistory(),
  routes: [...routes],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach(async (to, from) => {
  if (from.matched.length > 0 && to.path !== from.path && !(await leaveAllowed())) return false;
  if (me.value === undefined && !(await canAsk())) return true;
  lacking.value = undefined;
  if (to.meta.access !== undefined) return true;
  if (needsSetup.value) return "/setup";
  if (me.value === null) return { path: "/login", query: to.path === "/desk" ? {} : { to: to.fullPath } };
  if (to.path === DESK && !mayOpen(to.meta.permission)) {
    const first = routes.find(
      ({ meta }) => meta?.menu !== undefined && meta.access === undefined && mayOpen(meta.permission),
    );
    if (first !== undefined) return homeOf(first.path);
  }
  const { permission } = to.meta;
  if (!mayOpen(permission)) lacking.value = permission;
  return true;
});

const mayOpen = (permission: PagePermission | undefined): boolean =>
  permission === undefined || may(permission);

async function canAsk(): Promise<boolean> {
  unreachable.value = await askWhoIAm().then(
    () => false,
    () => true,
  );
  return !unreachable.value;
}

router.afterEach((to) => showTitle(to));
watch([language, attention, alarming], () => showTitle(router.currentRoute.value));

function showTitle({ meta }: RouteLocationNormalized): void {
  const count = attention.value + alarming.value;
  const waiting = count === 0 ? "" : `(${count}) `;
  if (meta.text !== undefined) document.title = `${waiting}${t(meta.text)} · Seatbridge`;
}
