import { z } from "zod";

import { ALLOWED_MAX, RULES_MAX, WHYS } from "../../../core/relay/policy.ts";
import { contract } from "../contract.ts";
import { INTEGER_MAX, instant, line, PathId, version, serverUrl } from "../parts.ts";

const DOWNSTREAMS_MAX = 5;
const ID_MAX = 128;

const answerer = z.enum(["ours", "theirs"]);

/** Of the share, in per cent with two decimals. */
const Mode = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("shadow") }),
  z.strictObject({ kind: z.literal("canary"), share: z.number().min(0).max(100).multipleOf(0.01) }),
  z.strictObject({ kind: z.literal("full") }),
  z.strictObject({ kind: z.literal("rolled_back") }),
]);

const way = {
  /** Each hears every call; the first one's reply goes back to the platform. */
  downstreams: z
    .array(
      z.strictObject({
        url: serverUrl(1_000),
        /** Whether it may lie within the house: loopback, private addresses. */
        privateAllowed: z.boolean().default(false),
      }),
    )
    .max(DOWNSTREAMS_MAX),
  /** From a call's arrival on, so long a reply is waited for; the platform waits five seconds. */
  answerMs: z.int().min(500).max(4_500).default(4_200),
  /** Ids of fans who are ours before the share. */
  allowed: z.array(line(ID_MAX)).max(ALLOWED_MAX),
  /** Of these the first that fits decides, before the list and the share; a * at the end stands for any rest. */
  rules: z
    .array(z.strictObject({ on: z.enum(["menu", "scene"]), value: line(ID_MAX), answerer }))
    .max(RULES_MAX),
};

const Relay = z.object({ mode: Mode, ...way, version, changedAt: instant });

export const readRelay = contract({
  id: "relay.read",
  method: "GET",
  path: "/accounts/:id/relay",
  permission: "account.read",
  summary: "How an account stands beside the system that it had before; null where it does not",
  params: PathId,
  response: z.object({ relay: Relay.nullable() }),
});

/** Faults: account_gone, version_conflict, relay_nobody */
export const keepWay = contract({
  id: "relay.keep_way",
  method: "PUT",
  path: "/accounts/:id/relay",
  permission: "account.write",
  summary:
    "Which servers hear the account's calls, and what decides before the share; the first time in the shadow",
  params: PathId,
  body: z.strictObject({
    /** 0: there is none yet. */
    version: z.int().min(0).max(INTEGER_MAX),
    ...way,
  }),
  response: Relay,
});

/** Faults: account_gone, relay_gone, version_conflict, relay_nobody */
export const turnRelay = contract({
  id: "relay.turn",
  method: "POST",
  path: "/accounts/:id/relay/mode",
  permission: "account.write",
  summary: "How far the account goes over, from the next message on; what was begun with a fan is finished",
  params: PathId,
  body: z.strictObject({ version, mode: Mode }),
  response: Relay,
});

/** Faults: account_gone, relay_gone, version_conflict, relay_not_full */
export const endRelay = contract({
  id: "relay.end",
  method: "POST",
  path: "/accounts/:id/relay/end",
  permission: "account.write",
  summary: "The other system hears nothing any more; only from full on",
  params: PathId,
  body: z.strictObject({ version }),
  response: z.object({ relay: z.null() }),
});

const count = z.int().min(0);

export const watchRelay = contract({
  id: "relay.watch",
  method: "GET",
  path: "/accounts/:id/relay/live",
  permission: "account.read",
  summary: "Who answered in the last half hour, minute by minute, and how the downstreams fare",
  params: PathId,
  response: z.object({
    minutes: z.array(z.object({ at: instant, ours: count, theirs: count, failures: count })),
    /** Of the last five minutes: 99 of 100 answers to the platform left within so many ms. */
    p99Ms: z.int().nullable(),
    /** As this node sees them since it started. open: it failed too often and is not asked for a moment. */
    downstreams: z.array(
      z.object({
        url: z.string(),
        state: z.enum(["unknown", "ok", "failing", "open"]),
        calls: count,
        failures: count,
        lastCode: z.string().nullable(),
        lastAt: instant.nullable(),
      }),
    ),
  }),
});

export const explainRelay = contract({
  id: "relay.explain",
  method: "GET",
  path: "/accounts/:id/relay/explain",
  permission: "account.read",
  summary: "Who would answer a fan, and which step says so",
  params: PathId,
  query: z.strictObject({
    fan: line(ID_MAX),
    menu: line(ID_MAX).optional(),
    scene: line(ID_MAX).optional(),
  }),
  response: z.object({
    steps: z.array(z.object({ why: z.enum(WHYS), says: answerer.nullable(), decides: z.boolean() })),
  }),
});
