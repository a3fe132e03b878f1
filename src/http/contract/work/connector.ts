import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, line, page, pageOf, PathId, version } from "../parts.ts";

/** By the schema of its kind. A secret is written and never read. */
const Settings = z.record(z.string().max(64), z.unknown());

/** A connection to a CRM that tickets are logged to. */
export const Connector = z.object({
  id,
  kind: z.string(),
  name: z.string(),
  /** Without its secrets. */
  settings: Settings,
  /** Which secrets there are. */
  secrets: z.array(z.string()),
  /** shut: it takes nothing until a person changes the connection; `code` says why. */
  state: z.enum(["active", "paused", "shut"]),
  code: z.string().nullable(),
  /** Tickets that it still has to hear of, and since when the oldest waits. */
  due: z.int(),
  dirtySince: instant.nullable(),
  /** Tickets that wait for a person. */
  dead: z.int(),
  createdAt: instant,
  version,
});

export const listConnectors = contract({
  id: "connector.list",
  method: "GET",
  path: "/connectors",
  permission: "connector.read",
  summary: "All connections to CRMs, and the kinds that there can be",
  response: z.object({ kinds: z.array(z.string()), items: z.array(Connector) }),
});

const name = line(64);

/** Faults: connector_kind_unknown {kind}, connector_config_invalid {fields}, connector_name_taken {name} */
export const createConnector = contract({
  id: "connector.create",
  method: "POST",
  path: "/connectors",
  permission: "connector.write",
  summary: "Connects a CRM; it is told of the tickets that are opened or change from now on",
  body: z.strictObject({ kind: z.string().max(64), name, settings: Settings }),
  response: Connector,
});

/** As for a new one, and: connector_secret_anew, version_conflict */
export const updateConnector = contract({
  id: "connector.update",
  method: "PATCH",
  path: "/connectors/:id",
  permission: "connector.write",
  summary: "Changes what is given; a secret that is left out stays as it is, null gives it up",
  params: PathId,
  body: z.strictObject({ version, name: name.optional(), settings: Settings.optional() }),
  response: Connector,
});

const Seen = z.strictObject({ version });

export const pauseConnector = contract({
  id: "connector.pause",
  method: "POST",
  path: "/connectors/:id/pause",
  permission: "connector.write",
  summary: "Tells it nothing until it is resumed; what happens meanwhile waits",
  params: PathId,
  body: Seen,
  response: Connector,
});

export const resumeConnector = contract({
  id: "connector.resume",
  method: "POST",
  path: "/connectors/:id/resume",
  permission: "connector.write",
  summary: "Goes on with one that is paused or was shut",
  params: PathId,
  body: Seen,
  response: Connector,
});

export const removeConnector = contract({
  id: "connector.remove",
  method: "POST",
  path: "/connectors/:id/remove",
  permission: "connector.write",
  summary: "Ends the connection and forgets its settings; the CRM keeps what it has",
  params: PathId,
  body: Seen,
});

export const listDead = contract({
  id: "connector.dead",
  method: "GET",
  path: "/connectors/:id/dead",
  permission: "connector.read",
  summary: "Tickets that the CRM did not take as they are, the newest first",
  params: PathId,
  query: z.strictObject({ ...page, after: id.optional() }),
  response: pageOf(
    z.object({
      ticketId: id,
      number: z.int(),
      code: z.string().nullable(),
      /** The CRM's own words. */
      detail: z.string().nullable(),
      since: instant.nullable(),
    }),
  ),
});

export const replayDead = contract({
  id: "connector.replay",
  method: "POST",
  path: "/connectors/:id/replay",
  permission: "connector.write",
  summary: "Tries again what the CRM did not take: all of it, or one ticket",
  params: PathId,
  body: z.strictObject({ ticketId: id.optional() }),
  response: z.object({ replayed: z.int() }),
});

/** Ready, or why not; it takes up to 20 s. */
const Tested = z.object({ ready: z.boolean(), code: z.string().nullable(), detail: z.string().nullable() });

export const testNewConnector = contract({
  id: "connector.test_new",
  method: "POST",
  path: "/connectors/test",
  permission: "connector.write",
  summary: "Tries settings that are not kept yet, without leaving anything in the CRM",
  body: z.strictObject({ kind: z.string().max(64), settings: Settings }),
  response: Tested,
});

export const testConnector = contract({
  id: "connector.test",
  method: "POST",
  path: "/connectors/:id/test",
  permission: "connector.write",
  summary: "Tries a connection as it is, or with settings that are not kept yet",
  params: PathId,
  body: z.strictObject({ settings: Settings.optional() }),
  response: Tested,
});
