import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, line, PathId, serverUrl, version } from "../parts.ts";

const NAME_MAX = 64;
const URL_MAX = 500;
const ORIGINS_MAX = 10;

/** `https://softphone.example.com`: no path, and nothing that stands for several. */
const origin = serverUrl(URL_MAX).refine((given) => URL.canParse(given) && new URL(given).origin === given);

const system = z.object({
  id,
  name: z.string(),
  state: z.enum(["active", "off"]),
  queueId: id.nullable(),
  /** Where it takes orders to dial; null: nowhere. */
  url: z.string().nullable(),
  /** Whose pages may frame the panel. */
  panelOrigins: z.array(z.string()),
  at: instant,
  by: z.string(),
  /** When it reported last. */
  heardAt: instant.nullable(),
  version,
});

const wished = {
  name: line(NAME_MAX),
  /** Where its calls belong whose queue it does not say. */
  queueId: id.nullable(),
  url: serverUrl(URL_MAX).nullable(),
  panelOrigins: z.array(origin).max(ORIGINS_MAX).default([]),
};

/** Told once, as they are made. */
const answer = z.object({ system, key: z.string().nullable(), signKey: z.string().nullable() });

export const listSystems = contract({
  id: "cti.list",
  method: "GET",
  path: "/cti/systems",
  permission: "account.read",
  summary: "Telephone systems that report their calls",
  response: z.object({ items: z.array(system) }),
});

/** Faults: account_name_taken, queue_gone */
export const createSystem = contract({
  id: "cti.create",
  method: "POST",
  path: "/cti/systems",
  permission: "account.write",
  summary: "Lets a telephone system report its calls, by a key that is told once",
  body: z.strictObject(wished),
  response: answer,
});

/** Faults: cti_gone, version_conflict, account_name_taken, queue_gone */
export const changeSystem = contract({
  id: "cti.change",
  method: "PUT",
  path: "/cti/systems/:id",
  permission: "account.write",
  summary: "Changes a telephone system; a new key ends the one before",
  params: PathId,
  body: z.strictObject({
    version,
    ...wished,
    state: z.enum(["active", "off"]),
    newKey: z.boolean().default(false),
  }),
  response: answer,
});
