import { randomBytes } from "node:crypto";

import { z } from "zod";

import type { PlatformAdapter, Traits } from "../core/channel/adapter.ts";
import type { TokenStore } from "../core/channel/token.ts";
import { Fault } from "../core/kernel/fault.ts";
import type { Clock } from "../core/kernel/instant.ts";
import type { Fetch } from "./http/exchange.ts";

/** A kind of account that can be connected: what `adapters/index.ts` lists. */
export type Platform = {
  readonly name: string;
  readonly traits: Traits;
  /** What an account of this platform needs, as a schema. */
  readonly config: z.ZodType;
  /** Fields of it that are sealed in the database and that no browser is shown. */
  readonly secrets: readonly string[];
  /** Fields that say to which servers the secrets are sent. */
  readonly servers: readonly string[];
  /** Of a secret that is replaced, the field that keeps the one before, where the platform may use it a while longer. */
  readonly previous: Readonly<Record<string, string>>;
  /** Whether the platform takes these settings. */
  readonly probe: (config: unknown, reach: ProbeReach) => Promise<AccountProbed>;
  /**
   * Without means of sending the adapter only receives. `random` is the system's unless a test foresees it.
   * @throws Fault `account_config_invalid`, naming every wrong field at once.
   */
  readonly create: (config: unknown, sending?: Sending, random?: Random) => PlatformAdapter;
};

export type ProbeReach = { readonly fetch: Fetch; readonly signal: AbortSignal };

/** What is known after the platform was asked; `code` is its own, or says why it could not be asked. */
export type AccountProbed =
  | { readonly kind: "ready" }
  /** It receives and answers; nothing else can be asked without these fields. */
  | { readonly kind: "receives_only"; readonly missing: readonly string[] }
  /** `detail` says more: the address that is refused, the platform's own words. Never a secret. */
  | { readonly kind: "refused" | "unreachable"; readonly code: string; readonly detail?: string };

/** So many bytes that nobody can foresee. */
export type Random = (bytes: number) => Uint8Array;

/** What an adapter is given to reach its platform. Everything of it belongs to one account. */
export type Sending = {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Where the access token is kept for all nodes. */
  readonly tokens: TokenStore;
  /** Media that we hold, by the id in the content; undefined where it is gone. */
  readonly blobOf: (id: string) => Promise<HeldMedia | undefined>;
};

export type HeldMedia = {
  readonly bytes: Uint8Array;
  /** As `image/png`. */
  readonly type: string;
  readonly name?: string;
};

export type PlatformDefinition<Schema extends z.ZodType> = {
  /** Kebab case, stored with the account: never renamed. */
  readonly name: string;
  readonly config: Schema;
  readonly traits: Traits;
  readonly secrets: readonly (keyof z.output<Schema> & string)[];
  readonly servers?: readonly (keyof z.output<Schema> & string)[];
  readonly previous?: Readonly<
    Partial<Record<keyof z.output<Schema> & string, keyof z.output<Schema> & string>>
  >;
  readonly probe: (config: z.output<Schema>, reach: ProbeReach) => Promise<AccountProbed>;
  readonly create: (
    config: z.output<Schema>,
    sending: Sending | undefined,
    random: Random,
  ) => Omit<PlatformAdapter, "name" | "traits">;
};

export function definePlatform<Schema extends z.ZodType>(definition: PlatformDefinition<Schema>): Platform {
  const { name, traits, config: schema, secrets, servers = [], previous = {} } = definition;
  function read(config: unknown): z.output<Schema> {
    const parsed = schema.safeParse(config);
    if (parsed.success) return parsed.data;
    throw new Fault("account_config_invalid", `${name}: ${z.prettifyError(parsed.error)}`, {
      platform: name,
    });
  }
  return {
    name,
    traits,
    config: schema,
    secrets,
    servers,
    previous: previous as Readonly<Record<string, string>>,
    probe: (config, reach) => definition.probe(read(config), reach),
    create: (config, sending, random = randomBytes) => ({
      name,
      traits,
      ...definition.create(read(config), sending, random),
    }),
  };
}
