import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, INTEGER_MAX, line, version } from "../parts.ts";

const MINUTES_MAX = 7 * 24 * 60;
const HOURS_MAX = 30 * 24;
const LIST_MAX = 2_000;
const TEXT_MAX = 280;
const STATEMENTS_MAX = 20;
const TOPICS_MAX = 20;
const WORD_MAX = 32;
const LINK_MAX = 500;

const statements = z.array(z.string().trim().min(1).max(TEXT_MAX)).min(1).max(STATEMENTS_MAX);

const words = z.array(line(WORD_MAX)).min(1).max(TOPICS_MAX);

export const Incident = z.object({
  id,
  name: z.string(),
  /** All of the account; what has one of these words in it, or an answer that has; what hangs on one post. */
  concern: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("account") }),
    z.object({ kind: z.literal("topics"), words: z.array(z.string()) }),
    z.object({ kind: z.literal("post"), mid: z.string() }),
  ]),
  statements: z.array(z.string()),
  startedAt: instant,
  version,
});

/** What an account says in public by, as a form has it: minutes, followers, words with a comma between them. */
export const Rules = z.strictObject({
  firstAnswerMinutes: z.int().min(1).max(MINUTES_MAX),
  nextAnswerMinutes: z.int().min(1).max(MINUTES_MAX),
  approvalFollowers: z.int().min(0).max(INTEGER_MAX),
  approvalAlways: z.boolean(),
  campaigns: z.string().max(LIST_MAX),
  bannedPromises: z.string().max(LIST_MAX),
  /** So long after she was asked to write privately, what she writes goes on with that. */
  privateWindowHours: z.int().min(1).max(HOURS_MAX),
  /** {name}: her name. */
  privateInvite: z.string().trim().min(1).max(TEXT_MAX),
  closing: z.string().trim().min(1).max(TEXT_MAX),
});

const AccountId = z.object({ id });

/** Faults: social_gone, social_unconnected */
export const readRules = contract({
  id: "social.rules",
  method: "GET",
  path: "/social/accounts/:id/rules",
  permission: "social.approve",
  summary: "By what an account speaks in public",
  params: AccountId,
  response: Rules,
});

/** Faults: social_gone, social_unconnected */
export const keepRules = contract({
  id: "social.keep_rules",
  method: "PUT",
  path: "/social/accounts/:id/rules",
  permission: "social.approve",
  summary: "Changes by what an account speaks in public",
  params: AccountId,
  body: Rules,
});

/** Faults: social_gone, social_incident_open, social_link_unreadable */
export const startIncident = contract({
  id: "social.start_incident",
  method: "POST",
  path: "/social/accounts/:id/incidents",
  permission: "social.approve",
  summary:
    "Begins an incident: of what it concerns only its statements are said, each with a second pair of eyes",
  params: AccountId,
  body: z.strictObject({
    name: line(64),
    concern: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("account") }),
        z.strictObject({ kind: z.literal("topics"), words }),
        z.strictObject({ kind: z.literal("post"), link: z.string().min(1).max(LINK_MAX) }),
      ])
      .default({ kind: "account" }),
    statements,
  }),
  response: z.object({ id }),
});

/** Fault: social_incident_gone */
export const changeIncident = contract({
  id: "social.change_incident",
  method: "PUT",
  path: "/social/accounts/:id/incidents/:incident",
  permission: "social.approve",
  summary: "Changes what may be said during an incident",
  params: z.object({ id, incident: id }),
  body: z.strictObject({ version, statements }),
});

/** Fault: social_incident_gone */
export const stopIncident = contract({
  id: "social.stop_incident",
  method: "POST",
  path: "/social/accounts/:id/incidents/:incident/stop",
  permission: "social.approve",
  summary: "Ends an incident",
  params: z.object({ id, incident: id }),
});
