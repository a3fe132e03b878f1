import { randomUUID } from "node:crypto";

/** As much of JSON Schema as the API's document has. */
export type Schema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

/** One call, as the server's own document tells it, which is made of its contracts. */
export type Operation = {
  readonly id: string;
  readonly method: string;
  /** `/queues/{id}` */
  readonly path: string;
  readonly params: readonly { readonly name: string; readonly schema: Schema }[];
  readonly query: readonly { readonly name: string; readonly required: boolean; readonly schema: Schema }[];
  /** Of a JSON body. */
  readonly body: Schema | undefined;
  /** Whether it takes bytes that are no JSON. */
  readonly takesBytes: boolean;
  /** It asks for no session. */
  readonly open: boolean;
  /** All methods of its path. */
  readonly siblings: readonly string[];
};

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
};
type Told = {
  readonly operationId: string;
  readonly "x-permission": string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
};
export type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Told>>>> };

/** Every call that the document names. */
export function operationsOf({ paths }: Document): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]) => {
      const { parameters = [], requestBody } = told;
      const content = requestBody?.content;
      return {
        id: told.operationId,
        method: method.toUpperCase(),
        path,
        params: parameters.filter((one) => one.in === "path"),
        query: parameters.filter((one) => one.in === "query"),
        body: content?.["application/json"]?.schema,
        takesBytes: content !== undefined && content["application/json"] === undefined,
        open: told["x-permission"] === "public",
        siblings: Object.keys(methods).map((one) => one.toUpperCase()),
      };
    }),
  );
}

/** The path with something for each parameter: what is given for the first of them, or an id that is there. */
export function at({ path }: Operation, given: string | undefined, ids: ReadonlyMap<string, string>): string {
  const noun = path.split("/")[1] ?? "";
  let first = true;
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = first ? (given ?? valueOf(name, noun, ids)) : valueOf(name, noun, ids);
    first = false;
    return value;
  });
}

function valueOf(name: string, noun: string, ids: ReadonlyMap<string, string>): string {
  if (name === "tab") return "mine";
  if (name === "seq") return "1";
  return ids.get(name === "staffId" ? "staff" : noun) ?? randomUUID();
}

/** Members that name something else, by what it is listed under. */
const NAMED: Readonly<Record<string, string>> = {
  groupId: "queue-groups",
  queueId: "queues",
  conversationId: "conversations",
  account: "practice",
  fan: "fans",
};
/** Words that have to be one of ours, where the schema does not say which. */
const ONE_OF_OURS: Readonly<Record<string, string>> = { platform: "wechat-oa", kind: "webhook" };

/** Something that the schema takes, with the mark wherever it takes words; of an object what it cannot do without. */
export function sampleOf(schema: Schema, mark: string, ids: ReadonlyMap<string, string>, name = ""): unknown {
  const { anyOf, oneOf, allOf, items, properties = {}, required = [] } = schema;
  const sample = (part: Schema, key = name): unknown => sampleOf(part, mark, ids, key);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = anyOf ?? oneOf;
  // What may be left open is: an id of what is not there would be refused for that alone.
  if (choice !== undefined) return sample(choice.find(({ type }) => type === "null") ?? choice[0] ?? {});
  if (allOf !== undefined) return sample(Object.assign({}, ...allOf) as Schema);
  switch (schema.type ?? "") {
    case "string":
      return ONE_OF_OURS[name] ?? wordsOf(schema, mark, ids.get(NAMED[name] ?? ""));
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return false;
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(items ?? {}));
    case "null":
      return null;
    case "object":
      return Object.fromEntries(required.map((key) => [key, sample(properties[key] ?? {}, key)]));
    default:
      return {};
  }
}

function wordsOf(
  { format, pattern, minLength = 1, maxLength = 200 }: Schema,
  mark: string,
  id?: string,
): string {
  if (id !== undefined) return id;
  if (format === "uuid") return randomUUID();
  if (format === "date-time") return new Date(Date.now() + 86_400_000).toISOString();
  const words = mark.padEnd(minLength, "x").slice(0, maxLength);
  const accepts = (text: string): boolean => pattern === undefined || new RegExp(pattern, "u").test(text);
  return [words, words.toUpperCase(), "1"].find(accepts) ?? words;
}
