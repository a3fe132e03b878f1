import { z } from "zod";

import type { Endpoint } from "../../adapters/platform/wechat/api/endpoint.ts";
import { endpoints } from "../../adapters/platform/wechat/api/endpoints.ts";
import { compared, skipped, type Result, type Vector } from "./result.ts";

const apiVector = z.object({ name: z.string(), body: z.record(z.string(), z.unknown()) });

/** How the vectors' names, which are other libraries' own, write out what paths shorten. */
const WRITTEN_OUT: readonly (readonly [RegExp, string])[] = [
  [/^cgibin(?=.)/, ""],
  [/delconditional/, "deleteconditional"],
  [/bizsend/, "businesssend"],
  [/uploadimg/, "uploadimage"],
  [/msgseccheck/, "messagesecuritycheck"],
  [/msgrecordgetmsglist/, "messagerecordgetmessagelist"],
  [/^stabletoken/, "token"],
];
const DIRECTION = /(?:request|response)$/;

const squeezed = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, "");
const named = (text: string): string =>
  WRITTEN_OUT.reduce((name, [short, long]) => name.replace(short, long), squeezed(text));

const byName = new Map(endpoints.map((endpoint) => [named(endpoint.path), endpoint]));

function endpointOf(name: string): Endpoint | undefined {
  return byName.get(named(name).replace(DIRECTION, ""));
}

/** The schema takes the body and keeps every value of it; ids are text behind it. */
export function runApiBody(vector: Vector): Result {
  const { name, body } = apiVector.parse(vector);
  if (name === "gettoken") return skipped(vector, "WeCom is not built yet");
  const endpoint = endpointOf(name);
  if (endpoint === undefined) return skipped(vector, `${name} is no call of the client`);
  const schema = /request$/i.test(name) ? endpoint.request : endpoint.answer;
  const read: unknown = schema.parse(body);
  return compared(vector, read, [
    { what: "the body", is: asTexts(read, body), expected: asTexts(body, body) },
  ]);
}

/** Numbers as their digits, and nothing that the body does not have: defaults add what is not there. */
function asTexts(value: unknown, body: unknown): unknown {
  if (Array.isArray(value))
    return value.map((one, at) => asTexts(one, Array.isArray(body) ? body[at] : undefined));
  if (typeof value !== "object" || value === null) return typeof value === "number" ? String(value) : value;
  const there = typeof body === "object" && body !== null ? body : {};
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => Object.hasOwn(there, name))
      .map(([name, inner]) => [name, asTexts(inner, Reflect.get(there, name))]),
  );
}
