import { z } from "zod";

import { contract } from "../contract.ts";
import { page, pageOf } from "../parts.ts";
import { ContactRow, Counts } from "./desk.ts";

export const Tab = z.enum(["mine", "waiting", "bot", "colleagues", "ended"]);

const SEARCH_MAX = 40;

/**
 * Contacts of a tab: waiting by waiting time, ended newest first, the others by their last start. A search for a
 * ticket's number finds it exactly; names and words are looked for in the first `searched` contacts of the tab.
 */
export const readList = contract({
  id: "list.read",
  method: "GET",
  path: "/lists/:tab",
  permission: "contact.read",
  summary: "Contacts of a tab, or found in it",
  params: z.strictObject({ tab: Tab }),
  query: z.strictObject({ q: z.string().trim().max(SEARCH_MAX).optional(), ...page }),
  response: pageOf(ContactRow).extend({
    /** Of a search: how many contacts were looked through, and whether that was all of them. */
    searched: z.object({ contacts: z.int(), all: z.boolean() }).nullable(),
  }),
});

export const readCounts = contract({
  id: "list.count",
  method: "GET",
  path: "/lists",
  permission: "contact.read",
  summary: "How many contacts each tab has",
  response: Counts,
});

/** 抢单: what waits in my queues whose agents take, the first few that I may have now, whoever comes first first. */
export const readPullable = contract({
  id: "list.pullable",
  method: "GET",
  path: "/pullable",
  permission: "contact.serve",
  summary: "What I may take now from my queues whose agents take, and what is in the way",
  response: z.object({
    items: z.array(ContactRow),
    /** All that wait in these queues, at most 500 counted. */
    waiting: z.int(),
    hindrance: z.enum(["not_seated", "not_ready", "at_capacity"]).nullable(),
  }),
});
