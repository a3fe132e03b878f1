import { z } from "zod";

import { CHECK_STEPS } from "../../../core/channel/check.ts";
import { contract } from "../contract.ts";
import { id, instant, line, PathId, version } from "../parts.ts";

/** By the schema of its platform. A secret is written and never read. */
const Settings = z.record(z.string().max(64), z.unknown());

/** An official account; what was seen of it, this node has seen since it started. */
export const Account = z.object({
  id,
  platform: z.string(),
  name: z.string(),
  simulated: z.boolean(),
  /** Without its secrets. */
  settings: Settings,
  /** Which secrets there are. */
  secrets: z.array(z.string()),
  /** off: its platform is answered as if there were no such account. */
  state: z.enum(["active", "off"]),
  /** Where its fans wait for a person; null: in the first queue. */
  queueId: id.nullable(),
  /** So long nothing may come within service hours; null: judged by its own traffic, 0: it is not watched. */
  silenceMinutes: z.int().nullable(),
  /** The address for the platform's page; null where the server was not told its PUBLIC_URL. */
  callback: z.string().nullable(),
  status: z.object({
    callback: z.object({ at: instant, refused: z.string().nullable() }).nullable(),
    token: z
      .object({
        refreshedAt: instant.nullable(),
        expiresAt: instant.nullable(),
        failedCode: z.string().nullable(),
      })
      .nullable(),
    sentAt: instant.nullable(),
    /** The last message before a silence that is longer than expected. */
    silentSince: instant.nullable(),
    failures: z.array(z.object({ code: z.string(), at: instant, count: z.int() })),
  }),
  createdAt: instant,
  version,
});

export const listAccounts = contract({
  id: "account.list",
  method: "GET",
  path: "/accounts",
  permission: "account.read",
  summary: "All official accounts, and the platforms that there can be",
  response: z.object({ platforms: z.array(z.string()), items: z.array(Account) }),
});

/** Where a webhook names an account, an id comes before a name: so no name may look like one. */
const name = line(64).refine((text) => !z.uuid().safeParse(text).success);
const queueId = id.nullable().optional();
/** A week at most. */
const SILENCE_MINUTES_MAX = 10_080;
const silenceMinutes = z.int().min(0).max(SILENCE_MINUTES_MAX).nullable().optional();

/** Faults: account_platform_unknown {platform}, account_settings_invalid {fields}, account_name_taken {name}, queue_gone */
export const createAccount = contract({
  id: "account.create",
  method: "POST",
  path: "/accounts",
  permission: "account.write",
  summary: "Connects an official account, on every node within seconds",
  body: z.strictObject({ platform: z.string().max(64), name, settings: Settings, queueId, silenceMinutes }),
  response: Account,
});

/** As for a new one, and: account_secret_anew, version_conflict */
export const updateAccount = contract({
  id: "account.update",
  method: "PATCH",
  path: "/accounts/:id",
  permission: "account.write",
  summary:
    "Changes what is given; a secret that is left out stays, null gives it up, and one that is replaced is still accepted",
  params: PathId,
  body: z.strictObject({
    version,
    name: name.optional(),
    settings: Settings.optional(),
    queueId,
    silenceMinutes,
  }),
  response: Account,
});

const Known = z.strictObject({ version });

export const switchOff = contract({
  id: "account.switch_off",
  method: "POST",
  path: "/accounts/:id/off",
  permission: "account.write",
  summary: "Answers its platform as if there were no such account, and sends nothing; what was said stays",
  params: PathId,
  body: Known,
  response: Account,
});

export const switchOn = contract({
  id: "account.switch_on",
  method: "POST",
  path: "/accounts/:id/on",
  permission: "account.write",
  summary: "Takes and sends its messages again",
  params: PathId,
  body: Known,
  response: Account,
});

/** What the platform said; it takes up to 20 s. */
const Tested = z.object({
  kind: z.enum(["ready", "receives_only", "refused", "unreachable"]),
  code: z.string().nullable(),
  /** The address that is refused, fields that are missing, or the platform's own words. */
  detail: z.string().nullable(),
});

export const testNewAccount = contract({
  id: "account.test_new",
  method: "POST",
  path: "/accounts/test",
  permission: "account.write",
  summary: "Asks the platform with settings that are not kept yet",
  body: z.strictObject({ platform: z.string().max(64), settings: Settings }),
  response: Tested,
});

export const testAccount = contract({
  id: "account.test",
  method: "POST",
  path: "/accounts/:id/test",
  permission: "account.write",
  summary: "Asks the platform with an account's settings, or with some that are not kept yet",
  params: PathId,
  body: z.strictObject({ settings: Settings.optional() }),
  response: Tested,
});

/** A word's way from the door to the platform's answer; ms since the first step whose moment is known. */
const Check = z.object({
  id,
  startedAt: instant,
  /** A word that comes later is not followed. */
  wordUntil: instant,
  /** Nothing more will be known. */
  over: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(CHECK_STEPS),
      /** none: this word's way does not lead here. */
      state: z.enum(["ahead", "now", "done", "failed", "none"]),
      ms: z.int().nullable(),
      /** The refusal's reason, the event, the platform's code. */
      code: z.string().nullable(),
      /** An entry's title, our own words, a code that says more; never a word of a fan. */
      detail: z.string().nullable(),
    }),
  ),
});

/** Faults: account_gone, account_is_off */
export const startCheck = contract({
  id: "account.check",
  method: "POST",
  path: "/accounts/:id/check",
  permission: "account.write",
  summary: "From now on the next word that a fan writes to the account is followed, step by step",
  params: PathId,
  response: Check,
});

export const readCheck = contract({
  id: "account.read_check",
  method: "GET",
  path: "/accounts/:id/check",
  permission: "account.write",
  summary: "How far the word of the account's last check has come",
  params: PathId,
  response: z.object({ check: Check.nullable() }),
});
