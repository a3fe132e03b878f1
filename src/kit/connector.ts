import { z } from "zod";

import type { CrmConnector } from "../core/ticket/connector.ts";
import { Fault } from "../core/kernel/fault.ts";
import type { Clock } from "../core/kernel/instant.ts";
import type { Fetch } from "./http/exchange.ts";

/** A kind of CRM that tickets can be logged to: what `adapters/index.ts` lists. */
export type Connector = {
  readonly name: string;
  /** What one connection needs, as a schema. */
  readonly config: z.ZodType;
  /** Fields of the settings that no browser is shown. */
  readonly secrets: readonly string[];
  /** Where a person finds in the CRM what it calls by this id; undefined where there is no such page. */
  readonly linkOf: (config: unknown, externalId: string) => string | undefined;
  /** @throws Fault `connector_config_invalid`, naming every wrong field at once. */
  readonly create: (config: unknown, reach: Reach) => CrmConnector;
};

/** What a connector is given to reach its CRM. */
export type Reach = { readonly fetch: Fetch; readonly clock: Clock };

export type ConnectorDefinition<Schema extends z.ZodType> = {
  /** Kebab case, stored with the connection: never renamed. */
  readonly name: string;
  readonly config: Schema;
  readonly secrets: readonly (keyof z.output<Schema> & string)[];
  readonly linkOf?: (config: z.output<Schema>, externalId: string) => string;
  readonly create: (config: z.output<Schema>, reach: Reach) => Omit<CrmConnector, "name">;
};

export function defineConnector<Schema extends z.ZodType>(
  definition: ConnectorDefinition<Schema>,
): Connector {
  const { name, config: schema, secrets } = definition;
  return {
    name,
    config: schema,
    secrets,
    linkOf(config, externalId) {
      const { data } = schema.safeParse(config);
      return data === undefined ? undefined : definition.linkOf?.(data, externalId);
    },
    create(config, reach) {
      const parsed = schema.safeParse(config);
      if (!parsed.success) {
        throw new Fault("connector_config_invalid", `${name}: ${z.prettifyError(parsed.error)}`, {
          kind: name,
        });
      }
      return { name, ...definition.create(parsed.data, reach) };
    },
  };
}
