import { sign } from "../../emulator/wechat/index.ts";
import type { Knock } from "../support/knock.ts";
import type { PracticeAccount } from "../support/server.ts";

/** What every refused call carries, to be looked for where it must not appear. */
export const secret = "密语四五六";

/** A call that must be refused, with its status and the reason that counters and the log give. */
export type Refusal = readonly [name: string, call: (at: Account) => Knock, status: number, reason: string];
export type Account = PracticeAccount;

let nonces = 0;

/** A query as the platform signs it. */
export function signed(
  account: Account,
  {
    timestamp = String(Math.floor(Date.now() / 1_000)),
    nonce = `n${(nonces += 1)}`,
    token = account.token,
  } = {},
): URLSearchParams {
  return new URLSearchParams({ signature: sign(token, timestamp, nonce), timestamp, nonce });
}

export const post = (account: Account, body: string | Uint8Array, query = signed(account)): Knock => ({
  search: `?${query.toString()}`,
  body,
});

/** The fields of a text message; what is given replaces or adds. */
export function fieldsOf(account: Account, fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    ToUserName: account.originalId,
    FromUserName: "o_refused",
    CreateTime: "1700000000",
    MsgType: "text",
    Content: `<![CDATA[${secret}]]>`,
    MsgId: "123",
    ...fields,
  };
  return Object.entries(all)
    .map(([name, value]) => (value === "" ? "" : `<${name}>${value}</${name}>`))
    .join("");
}

export const bodyOf = (account: Account, fields: Readonly<Record<string, string>> = {}): string =>
  `<xml>${fieldsOf(account, fields)}</xml>`;

/** A well-formed message whose query was changed. */
const query =
  (change: (query: URLSearchParams) => unknown): Refusal[1] =>
  (account) => {
    const changed = signed(account);
    change(changed);
    return post(account, bodyOf(account), changed);
  };

const secondsFromNow = (seconds: number): string => String(Math.floor(Date.now() / 1_000) + seconds);
const stamped =
  (timestamp: () => string): Refusal[1] =>
  (account) =>
    post(account, bodyOf(account), signed(account, { timestamp: timestamp() }));

const fullWidth = (text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

export const queryRefusals: readonly Refusal[] = [
  ["no query", (account) => ({ search: "", body: bodyOf(account) }), 400, "parameter_missing"],
  ...["signature", "timestamp", "nonce"].flatMap((name): Refusal[] => [
    [`no ${name}`, query((it) => it.delete(name)), 400, "parameter_missing"],
    [`an empty ${name}`, query((it) => it.set(name, "")), 400, "parameter_missing"],
    [`two of ${name}`, query((it) => it.append(name, it.get(name) ?? "")), 400, "parameter_repeated"],
  ]),
  [
    "the signature as an array",
    query((it) => (it.append("signature[]", it.get("signature") ?? ""), it.delete("signature"))),
    400,
    "parameter_missing",
  ],
  ["a wrong signature", query((it) => it.set("signature", "0".repeat(40))), 401, "signature_wrong"],
  ["a short signature", query((it) => it.set("signature", "00")), 401, "signature_wrong"],
  ["a long signature", query((it) => it.set("signature", "0".repeat(4_000))), 401, "signature_wrong"],
  [
    "a signature in capitals",
    query((it) => it.set("signature", (it.get("signature") ?? "").toUpperCase())),
    401,
    "signature_wrong",
  ],
  [
    "a signature in full-width digits",
    query((it) => it.set("signature", fullWidth(it.get("signature") ?? ""))),
    401,
    "signature_wrong",
  ],
  ["another nonce than was signed", query((it) => it.set("nonce", "other")), 401, "signature_wrong"],
  [
    "another account's token",
    (account) => post(account, bodyOf(account), signed(account, { token: "other" })),
    401,
    "signature_wrong",
  ],
  ["a stale time stamp", stamped(() => secondsFromNow(-301)), 403, "timestamp_stale"],
  ["a time stamp ahead", stamped(() => secondsFromNow(302)), 403, "timestamp_stale"],
  ["a time stamp of words", stamped(() => "soon"), 403, "timestamp_stale"],
  ["a negative time stamp", stamped(() => "-1"), 403, "timestamp_stale"],
  ["a time stamp with an exponent", stamped(() => `${secondsFromNow(0)}e0`), 403, "timestamp_stale"],
  ["a time stamp in milliseconds", stamped(() => String(Date.now())), 403, "timestamp_stale"],
  ["a time stamp in full-width digits", stamped(() => fullWidth(secondsFromNow(0))), 403, "timestamp_stale"],
  ["an encrypted body", query((it) => it.set("encrypt_type", "aes")), 400, "encryption_unexpected"],
  [
    "two kinds of encryption",
    query((it) => (it.append("encrypt_type", "raw"), it.append("encrypt_type", "aes"))),
    400,
    "parameter_repeated",
  ],
  ...["gone", "", "%00", "__proto__", "constructor", "yuhe/", "0190a0e0-0000"].map((name): Refusal => [
    `the account "${name}"`,
    (account) => ({ ...post(account, bodyOf(account)), account: name }),
    404,
    "account_unknown",
  ]),
  ...["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PROPFIND"].map((method): Refusal => [
    `the method ${method}`,
    (account) => ({ ...post(account, bodyOf(account)), method }),
    405,
    "method_wrong",
  ]),
  [
    "a verification without an echo",
    (account) => ({ ...post(account, ""), method: "GET" }),
    400,
    "parameter_missing",
  ],
];
