import type { Class, Draft, Random } from "../input.ts";
import { at, type Operation, sampleOf, type Schema } from "../operation.ts";
import { INJECTION_TEXTS, NAMES, NUMBERS, OTHER_TYPES, UNICODE_TEXTS } from "../texts.ts";
import type { Wire } from "../throw.ts";

/** Who calls: a browser with a session, or a stranger. */
export type Caller = {
  readonly as: string;
  /** Signed in. */
  readonly cookie: boolean;
  readonly headers: readonly (readonly [name: string, value: string])[];
};

/** `ids`: what there is, by the first name of a path: `queues` → an id. */
export type Api = { readonly root: string; readonly ids: ReadonlyMap<string, string> };

type Variant = { readonly expect?: Draft["expect"]; readonly wire: (mark: string) => Wire };
const JSON_TYPE = ["Content-Type", "application/json"] as const;
const BIG = 300 * 1024;

/** Each class at one call of the API, so many inputs of it by chance. */
export function apiDrafts(
  operation: Operation,
  caller: Caller,
  api: Api,
  { random, each }: { readonly random: Random; readonly each: number },
): readonly Draft[] {
  const call = createCall(operation, caller, api);
  const classes: Partial<Record<Class, readonly Variant[]>> = {
    ...(operation.body === undefined ? {} : bodyClasses(call, operation.body)),
    ...(operation.params.length === 0 ? {} : { path: paths(call) }),
    query: queries(call, operation),
    header: headers(call),
    session: sessions(call),
    method: ["PUT", "PATCH", "DELETE", "POST", "OPTIONS", "TRACE", "PROPFIND", "LINK"]
      .filter((method) => !operation.siblings.includes(method))
      .map((method) => ({ expect: "refused", wire: (mark) => ({ ...call.wire(mark), method }) })),
  };
  return Object.entries(classes).flatMap(([kind, variants]) =>
    Array.from({ length: each }, () => {
      const { expect = "any", wire } = random.pick(variants);
      return {
        class: kind as Class,
        door: `${operation.method} ${api.root}${operation.path}, ${caller.as}`,
        expect: operation.open || (caller.cookie && kind !== "session") ? expect : "refused",
        make: (mark: string) => ({ wire: wire(mark) }),
      } as const;
    }),
  );
}

type Call = {
  readonly wire: (mark: string, change?: Change) => Wire;
  readonly valid: (mark: string) => Readonly<Record<string, unknown>>;
};
type Change = {
  /** JSON as it is. */
  readonly body?: string | Uint8Array;
  readonly params?: string;
  readonly query?: string;
  readonly headers?: readonly (readonly [string, string])[];
};

function createCall(operation: Operation, caller: Caller, { root, ids }: Api): Call {
  const valid = (mark: string) =>
    sampleOf(operation.body ?? {}, mark, ids) as Readonly<Record<string, unknown>>;
  return {
    valid,
    wire(mark, { body, params, query, headers: given = [] } = {}) {
      const names = new Set(given.map(([name]) => name.toLowerCase()));
      const usual = [
        ...caller.headers,
        ["Idempotency-Key", mark] as const,
        ...(operation.body ? [JSON_TYPE] : []),
      ];
      const search =
        query ??
        operation.query
          .filter(({ required }) => required)
          .map(({ name, schema }) => `${name}=${String(sampleOf(schema, mark, ids, name))}`)
          .join("&");
      return {
        method: operation.method,
        path: `${root}${at(operation, params, ids)}${search === "" ? "" : `?${search}`}`,
        headers: [...usual.filter(([name]) => !names.has(name.toLowerCase())), ...given],
        ...(operation.body && { body: body ?? JSON.stringify(valid(mark)) }),
      };
    },
  };
}

/** What can be wrong with a JSON body, and with one member of it. */
function bodyClasses(call: Call, schema: Schema): Partial<Record<Class, readonly Variant[]>> {
  const names = Object.keys(schema.properties ?? {});
  const refused = (body: (valid: string, mark: string) => string | Uint8Array): Variant => ({
    expect: "refused",
    wire: (mark) => call.wire(mark, { body: body(JSON.stringify(call.valid(mark)), mark) }),
  });
  const inside = (extra: (mark: string) => string): Variant => ({
    wire: (mark) =>
      call.wire(mark, {
        body: JSON.stringify(call.valid(mark))
          .replace(/^\{/, `{${extra(mark)},`)
          .replace(/,\}$/, "}"),
      }),
  });
  const members = (values: readonly string[]): readonly Variant[] =>
    (names.length === 0 ? ["x"] : names).flatMap((name) =>
      values.map((value) => ({
        wire: (mark) => call.wire(mark, { body: withMember(call.valid(mark), name, value) }),
      })),
    );
  const texts = (list: readonly string[]) => members(list.map((text) => JSON.stringify(text)));
  return {
    json: MALFORMED.map((change) => refused(change)),
    size: [
      refused((valid) => `${valid}${" ".repeat(BIG)}`),
      refused(() => "x".repeat(2 * 1024 * 1024)),
      ...texts(["长".repeat(60_000), "a".repeat(200_000)]),
    ],
    nesting: members([
      `${"[".repeat(5_000)}${"]".repeat(5_000)}`,
      `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`,
    ]),
    duplicate: names.map((name) => inside((mark) => `"${name}":"${mark}","${name}":null`)),
    prototype: [
      inside((mark) => `"__proto__":{"isAdmin":true,"text":"${mark}"}`),
      inside((mark) => `"constructor":{"prototype":{"polluted":"${mark}"}}`),
      ...members(['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}']),
    ],
    type: members(OTHER_TYPES),
    number: members(NUMBERS),
    unicode: texts(UNICODE_TEXTS),
    injection: texts(INJECTION_TEXTS),
  };
}

const MALFORMED: readonly ((valid: string, mark: string) => string | Uint8Array)[] = [
  (valid) => valid.slice(0, -1),
  (valid) => `${valid}]`,
  (valid) => valid + valid,
  (valid) => valid.replaceAll('"', "'") + "'",
  (valid) => `\uFEFF\uFEFF${valid}`,
  (valid) => Buffer.from(`\uFEFF${valid}`, "utf16le"),
  (_, mark) => `<xml>${mark}</xml>`,
  (_, mark) => `{"a":"${mark}\u0000"}`,
  (_, mark) =>
    Buffer.concat([Buffer.from(`{"a":"${mark}`), Buffer.from([0xb7, 0xa2, 0xff]), Buffer.from('"}')]),
  (_, mark) => `{a:"${mark}"}`,
  () => '{"a":NaN}',
  () => "[".repeat(100_000),
  () => `{"a":"${'\\"'.repeat(120_000)}`,
  () => `{"a":"${"\\".repeat(240_000)}`,
  () => "\u0000",
];

/** The member's value as it is written, which no serialiser would. */
function withMember(valid: Readonly<Record<string, unknown>>, name: string, value: string): string {
  const hole = "@hole@";
  return JSON.stringify({ ...valid, [name]: hole }).replace(`"${hole}"`, () => value);
}

const paths = (call: Call): readonly Variant[] =>
  NAMES.map((name) => ({ wire: (mark) => call.wire(mark, { params: name }) }));

function queries(call: Call, { query }: Operation): readonly Variant[] {
  const names = [...query.map(({ name }) => name), "x"];
  const values = [
    "%00",
    "%ff",
    "%E0%A4%A",
    "a%00b",
    "__proto__",
    "-1",
    "1e999",
    "9".repeat(40),
    "%F0%9F%92%A9",
    "%27%20OR%201%3D1--",
    "x".repeat(6_000),
    "",
    "eyJhIjoxfQ",
    "%25_%25",
  ];
  return [
    ...names.flatMap((name) =>
      values.map((value) => ({ wire: (mark: string) => call.wire(mark, { query: `${name}=${value}` }) })),
    ),
    ...names.flatMap((name) =>
      [`${name}=1&${name}=2`, `${name}[]=1`, `${name}[__proto__][x]=1`].map((query) => ({
        wire: (mark: string) => call.wire(mark, { query }),
      })),
    ),
    ...["__proto__[a]=1&constructor.prototype.a=1", "&".repeat(2_000), "?".repeat(50), "%", "=", "a=%2"].map(
      (query) => ({ wire: (mark: string) => call.wire(mark, { query }) }),
    ),
  ];
}

function headers(call: Call): readonly Variant[] {
  const sets: readonly (readonly (readonly [string, string])[])[] = [
    [["Origin", "https://evil.example"]],
    [["Origin", "null"]],
    [["Origin", "http://127.0.0.1.evil.example:3000"]],
    [["X-Seatbridge", "1, 1"]],
    [["Idempotency-Key", "x".repeat(500)]],
    [["Idempotency-Key", "é \t"]],
    [["Content-Type", "text/plain"]],
    [["Content-Type", "application/x-www-form-urlencoded"]],
    [["Content-Type", "application/json; charset=utf-16"]],
    [["Content-Type", "multipart/form-data; boundary=----x"]],
    [["Content-Encoding", "gzip"]],
    [["Accept-Language", "zh".repeat(3_000)]],
    [["Accept", "*/*;q=".repeat(500)]],
    [["X-Forwarded-For", "127.0.0.1, ::1, evil"]],
    [["X-HTTP-Method-Override", "DELETE"]],
    [["If-None-Match", '*, "'.repeat(300)]],
    [["Range", "bytes=0-,-1,99999999999999999999-"]],
    [["Host", "evil.example"]],
    [["Host", "[::1]:x/@"]],
    [["Expect", "100-continue"]],
    [
      ["Upgrade", "websocket"],
      ["Connection", "Upgrade, close"],
    ],
    [["Last-Event-ID", "9".repeat(2_000)]],
  ];
  return sets.map((given) => ({ wire: (mark) => call.wire(mark, { headers: given }) }));
}

/** A session that is none: whoever has one of these is a stranger. */
const sessions = (call: Call): readonly Variant[] =>
  [
    "",
    "seatbridge=",
    `seatbridge=${"A".repeat(43)}`,
    `seatbridge=${"x".repeat(7_000)}`,
    "seatbridge=%00",
    "seatbridge=../../x; seatbridge=__proto__",
    `${";".repeat(2_000)}`,
    "seatbridge='; DROP TABLE staff_session; --",
    "seatbridge=\u00ff",
  ].map((cookie) => ({ wire: (mark) => call.wire(mark, { headers: [["Cookie", cookie]] }) }));
