import { z } from "zod";

import type { Contract } from "../contract/contract.ts";
import { Failure } from "../contract/parts.ts";

type Json = Readonly<Record<string, unknown>>;

const JSON_TYPE = "application/json";

/** OpenAPI 3.1 of these contracts. */
export function openApi(contracts: readonly Contract[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operation(contract) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Seatbridge", version },
    servers: [{ url: "/api/v1" }],
    paths,
    components: {
      schemas: { Failure: schemaOf(Failure, "output") },
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "seatbridge" } },
    },
  };
}

function operation(contract: Contract): Json {
  const { id, summary, permission, params, query, method } = contract;
  const parameters = [
    ...parametersOf(params, "path"),
    ...parametersOf(query, "query"),
    ...(method === "GET" || permission === "public"
      ? []
      : [
          {
            name: "Idempotency-Key",
            in: "header",
            required: true,
            schema: { type: "string", maxLength: 64 },
          },
        ]),
  ];
  const body = bodyOf(contract);
  return {
    operationId: id,
    summary,
    ...(permission === "public" ? { security: [] } : { security: [{ session: [] }] }),
    "x-permission": permission,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      ...successOf(contract),
      default: {
        description: "Refused: a stable code, and a sentence in the language of the request",
        content: { [JSON_TYPE]: { schema: { $ref: "#/components/schemas/Failure" } } },
      },
    },
  };
}

function bodyOf({ body, bytes }: Contract): Json | undefined {
  if (bytes?.request !== undefined) return { [bytes.request]: {} };
  return body === undefined ? undefined : { [JSON_TYPE]: { schema: schemaOf(body, "input") } };
}

function successOf({ response, bytes }: Contract): Json {
  if (bytes?.response !== undefined)
    return { 200: { description: "Done", content: { [bytes.response]: {} } } };
  if (response === undefined) return { 204: { description: "Done" } };
  return { 200: { description: "Done", content: { [JSON_TYPE]: { schema: schemaOf(response, "output") } } } };
}

function parametersOf(schema: z.ZodObject | undefined, where: "path" | "query"): readonly Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return json;
}
