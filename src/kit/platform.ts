import { randomBytes } from "node:crypto";

import { z } from "zod";

import type { PlatformAdapter, Traits } from "../core/channel/adapter.ts";
import type { TokenStore } from "../core/channel/token.ts";
import type { UploadStore } from "../core/channel/upload.ts";
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
  /** Fields that name a server, each with the secrets that are sent there, or bring what is. */
  readonly servers: Readonly<Record<string, readonly string[]>>;
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

export type ProbeReach = { readonly fetch: Fetch; readonly clock: Clock; readonly signal: AbortSignal };

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
  /** The platform has said a code that its adapter does not know; once for each. `range`: what such codes are about. */
  readonly strange?: (answer: {
    readonly call: string;
    readonly code: string;
    readonly range: string;
  }) => void;
  /** Media that we hold, by the id in the content; undefined where it is gone. */
  readonly blobOf: (id: string) => Promise<HeldMedia | undefined>;
  /** Where the platform can fetch such a medium itself, for an hour; undefined where it reaches this server nowhere. */
  readonly addressOf?: (id: string) => string | undefined;
  /** What of it the platform has already, for all nodes. */
  readonly uploads: UploadStore;
};

export type HeldMedia = {
  /** Of its bytes, in hex: the same content has been uploaded, whatever its id here. */
  readonly sha256: string;
  readonly bytes: number;
  /** As `image/png`. */
  readonly type: string;
  /** Its bytes as they are read, anew each time; undefined where they are gone. */
  readonly open: () => Promise<(() => AsyncIterable<Uint8Array>) | undefined>;
};

export type PlatformDefinition<Schema extends z.ZodType> = {
  /** Kebab case, stored with the account: never renamed. */
  readonly name: string;
  readonly config: Schema;
  readonly traits: Traits;
  readonly secrets: readonly (keyof z.output<Schema> & string)[];
  readonly servers?: Readonly<
    Partial<Record<keyof z.output<Schema> & string, readonly (keyof z.output<Schema> & string)[]>>
  >;
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
  const { name, traits, config: schema, secrets, servers = {}, previous = {} } = definition;
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
    servers: servers as Readonly<Record<string, readonly string[]>>,
    previous: previous as Readonly<Record<string, string>>,
    probe: (config, reach) => definition.probe(read(config), reach),
    create: (config, sending, random = randomBytes) => ({
      name,
      traits,
      ...definition.create(read(config), sending, random),
    }),
  };
}
