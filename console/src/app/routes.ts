import type { RouteRecordRaw } from "vue-router";

import type { PagePermission } from "../people/who-may.ts";
import type { TextKey } from "../text/index.ts";

declare module "vue-router" {
  interface RouteMeta {
    /** The name of the page: in the title, the menu and the palette. */
    readonly text: TextKey;
    /** Who may see it; without one anybody who is signed in. */
    readonly permission?: PagePermission;
    /** Also without being signed in: `entry`, a page on the way in, without a frame; `open`, the others. */
    readonly access?: "entry" | "open";
    /** Where it stands: in the bar, under 管理, or nowhere. */
    readonly menu?: "bar" | "manage";
    /** Fills the window without a scrollbar of its own and without a heading. */
    readonly full?: true;
    /** Without the bar, as another's page has it within itself. */
    readonly bare?: true;
  }
}

/** The first segment of every path here is also in src/http/console.ts, which serves the page for it. */
export const routes: readonly RouteRecordRaw[] = [
  { path: "/", redirect: "/desk" },
  {
    path: "/login",
    component: () => import("./entry/login.vue"),
    meta: { text: "app.login", access: "entry" },
  },
  {
    path: "/setup",
    component: () => import("./entry/setup.vue"),
    meta: { text: "app.setup", access: "entry" },
  },
  {
    path: "/invitation",
    component: () => import("./entry/invitation.vue"),
    meta: { text: "app.invitation", access: "entry" },
  },
  {
    path: "/desk/:cid?",
    name: "desk",
    component: () => import("../desk/desk.vue"),
    meta: { text: "desk.title", permission: "contact.read", menu: "bar", full: true },
  },
  {
    path: "/social",
    component: () => import("../social/social.vue"),
    meta: { text: "app.social", permission: "social.read", menu: "bar" },
  },
  {
    path: "/social/attained",
    component: () => import("../social/report/attained.vue"),
    meta: { text: "app.attained", permission: "report.read" },
  },
  {
    path: "/social/sample",
    component: () => import("../social/report/sample.vue"),
    meta: { text: "app.sample", permission: "social.approve" },
  },
  {
    path: "/people",
    component: () => import("../people/people.vue"),
    meta: { text: "people.title", permission: "staff.read", menu: "manage" },
  },
  {
    path: "/people/import",
    component: () => import("../people/import/roster-import.vue"),
    meta: { text: "app.roster_import", permission: "staff.write" },
  },
  {
    path: "/floor",
    component: () => import("../floor/floor.vue"),
    meta: { text: "app.floor", permission: "floor.read", menu: "bar" },
  },
  {
    path: "/roles",
    component: () => import("../people/roles.vue"),
    meta: { text: "people.roles", permission: "role.read", menu: "manage" },
  },
  {
    path: "/groups/:id?",
    component: () => import("../people/groups/groups.vue"),
    meta: { text: "people.groups", permission: "queue.read", menu: "manage" },
  },
  {
    path: "/misroutes",
    component: () => import("../people/misroute/misroutes.vue"),
    meta: { text: "app.misroutes", permission: "report.read" },
  },
  {
    path: "/skills",
    component: () => import("../people/skills/skills.vue"),
    meta: { text: "app.skills", permission: "staff.read", menu: "manage" },
  },
  {
    path: "/newcomers",
    component: () => import("../newcomer/newcomers.vue"),
    meta: { text: "app.newcomers", menu: "manage" },
  },
  {
    path: "/practice",
    component: () => import("../practice/practice.vue"),
    meta: { text: "app.practice", permission: "contact.serve", menu: "manage" },
  },
  {
    path: "/breaks",
    component: () => import("../people/breaks/breaks.vue"),
    meta: { text: "app.breaks", permission: "staff.read", menu: "manage" },
  },
  {
    path: "/presets",
    component: () => import("../preset/presets.vue"),
    meta: { text: "app.presets", permission: "floor.read", menu: "manage" },
  },
  {
    path: "/reasons",
    component: () => import("../settings/reasons/reasons.vue"),
    meta: { text: "settings.reasons", permission: "reason.write", menu: "manage" },
  },
  {
    path: "/canned",
    component: () => import("../settings/canned/canned.vue"),
    meta: { text: "settings.canned", menu: "manage" },
  },
  {
    path: "/accounts",
    component: () => import("../settings/accounts/accounts.vue"),
    meta: { text: "account.title", permission: "account.read", menu: "manage" },
  },
  {
    path: "/takeover/:id",
    component: () => import("../settings/takeover/takeover.vue"),
    meta: { text: "app.takeover", permission: "account.read" },
  },
  {
    path: "/kb/faq/:id?",
    component: () => import("../knowledge/knowledge.vue"),
    meta: { text: "app.knowledge", permission: "knowledge.read", menu: "manage" },
  },
  {
    path: "/kb/learning",
    component: () => import("../knowledge/learning/learning.vue"),
    meta: { text: "app.learning", permission: "contact.read_all", menu: "manage" },
  },
  {
    path: "/kb/report",
    component: () => import("../knowledge/report/report.vue"),
    meta: { text: "app.bot_report", permission: "report.read", menu: "manage" },
  },
  {
    path: "/kb/import",
    component: () => import("../knowledge/import/knowledge-import.vue"),
    meta: { text: "app.knowledge_import", permission: "knowledge.write" },
  },
  {
    path: "/kb/todo",
    component: () => import("../knowledge/todo/todo-page.vue"),
    meta: { text: "app.todo", permission: "knowledge.read" },
  },
  {
    path: "/kb/release",
    component: () => import("../knowledge/release/release-page.vue"),
    meta: { text: "app.release", permission: "knowledge.read" },
  },
  {
    path: "/panel",
    component: () => import("../panel/panel.vue"),
    meta: { text: "app.panel", permission: "contact.read", full: true, bare: true },
  },
  {
    path: "/missed",
    component: () => import("../desk/missed/missed.vue"),
    meta: { text: "app.missed", permission: "contact.read", menu: "manage" },
  },
  {
    path: "/lanes",
    component: () => import("../settings/lanes/lanes.vue"),
    meta: { text: "app.lanes", permission: "queue.read", menu: "manage" },
  },
  {
    path: "/telephony",
    component: () => import("../settings/telephony/telephony.vue"),
    meta: { text: "app.telephony", permission: "account.read", menu: "manage" },
  },
  {
    path: "/codes",
    component: () => import("../ways/codes/codes.vue"),
    meta: { text: "ways.codes", permission: "account.read", menu: "manage" },
  },
  {
    path: "/relay/:id?",
    component: () => import("../settings/relay/relay.vue"),
    meta: { text: "app.relay", permission: "account.read", menu: "manage" },
  },
  {
    path: "/menus",
    component: () => import("../ways/menus/menus.vue"),
    meta: { text: "app.menus", permission: "account.read", menu: "manage" },
  },
  {
    path: "/connectors",
    component: () => import("../settings/connectors/connectors.vue"),
    meta: { text: "crm.title", permission: "connector.read", menu: "manage" },
  },
  {
    path: "/spending",
    component: () => import("../spending/spending.vue"),
    meta: { text: "app.spending", permission: "report.read", menu: "manage" },
  },
  {
    path: "/audit",
    component: () => import("../people/audit.vue"),
    meta: { text: "people.audit", permission: "audit.read", menu: "manage" },
  },
  {
    path: "/fan",
    component: () => import("../fan/fan.vue"),
    meta: { text: "fan.title", menu: "bar", full: true, access: "open" },
  },
  { path: "/me", component: () => import("../me/me.vue"), meta: { text: "me.title" } },
  {
    path: "/:missing(.*)*",
    component: () => import("./entry/missing.vue"),
    meta: { text: "app.missing", access: "entry" },
  },
];

/** Where a link to a page leads: its path without what is optional in it. */
export const homeOf = (path: string): string => path.replace(/\/:.*$/, "");
