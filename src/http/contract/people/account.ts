import { z } from "zod";

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

/** Faults: account_platform_unknown {platform}, account_settings_invalid {fields}, account_name_taken {name}, queue_gone */
export const createAccount = contract({
  id: "account.create",
  method: "POST",
  path: "/accounts",
  permission: "account.write",
  summary: "Connects an official account, on every node within seconds",
  body: z.strictObject({ platform: z.string().max(64), name, settings: Settings, queueId }),
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
  body: z.strictObject({ version, name: name.optional(), settings: Settings.optional(), queueId }),
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
