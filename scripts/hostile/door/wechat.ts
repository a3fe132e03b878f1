import { isUtf8 } from "node:buffer";

import { fanMessage, sign, verification } from "../../../emulator/wechat/index.ts";
import { encrypt } from "../../../emulator/wechat/sealed/cipher.ts";
import { hostileXml } from "../../../src/kit/testing/hostile-xml.ts";
import type { WechatAccount } from "../account.ts";
import type { Class, Draft } from "../input.ts";
import { INJECTION_TEXTS, NAMES, NUMBERS, UNICODE_TEXTS } from "../texts.ts";
import type { Wire } from "../throw.ts";

const ONCE = ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Content", "MsgId"];
const CHANCE = new Uint8Array(16).fill(7);
const xml = [["Content-Type", "text/xml"]] as const;

let nonces = 0;

type Query = Readonly<Record<string, string>>;
type Signing = { readonly nonce?: string; readonly token?: string; readonly shiftS?: number };

/** What the platform would put into the address, now. */
function signed(
  account: WechatAccount,
  { nonce = `h${(nonces += 1)}`, token, shiftS = 0 }: Signing = {},
): Query {
  const timestamp = String(Math.floor(Date.now() / 1_000) + shiftS);
  return { signature: sign(token ?? account.token, timestamp, nonce), timestamp, nonce };
}

/** A body as it is, or in safe mode as what is encrypted in it. */
function posted(account: WechatAccount, body: string | Uint8Array, query: Query = signed(account)): Wire {
  if (account.mode === "plain") return post(account, body, query);
  return sealed(account, encrypt(account, Buffer.from(body).toString(), CHANCE), query);
}

function sealed(account: WechatAccount, encrypted: string, query: Query = signed(account)): Wire {
  const { timestamp = "", nonce = "" } = query;
  const message = sign(account.token, timestamp, nonce, encrypted);
  const body = `<xml><ToUserName>${account.originalId}</ToUserName><Encrypt>${encrypted}</Encrypt></xml>`;
  return post(account, body, { ...query, encrypt_type: "aes", msg_signature: message });
}

const post = ({ id }: WechatAccount, body: string | Uint8Array, query: Query): Wire => ({
  method: "POST",
  path: `/webhooks/${id}?${new URLSearchParams(query).toString()}`,
  headers: xml,
  body,
});

function textBody(
  account: WechatAccount,
  mark: string,
  fields: Readonly<Record<string, string>> = {},
): string {
  const all = {
    ToUserName: account.originalId,
    FromUserName: mark,
    CreateTime: String(Math.floor(Date.now() / 1_000)),
    MsgType: "text",
    Content: mark,
    MsgId: String(++nonces),
    ...fields,
  };
  return `<xml>${Object.entries(all)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join("")}</xml>`;
}

/** Everything at the door of one WeChat account, in its mode. */
export function wechatDrafts(account: WechatAccount): readonly Draft[] {
  const door = `WeChat's webhook, ${account.mode}`;
  const draft = (kind: Class, expect: Draft["expect"], wire: (mark: string) => Wire): Draft => ({
    class: kind,
    door,
    expect,
    make: (mark) => ({ wire: wire(mark) }),
  });
  const refused = (kind: Class, wire: (mark: string) => Wire): Draft => draft(kind, "refused", wire);
  // What is encrypted here is text; other bytes are for the plain door.
  const bodies = hostileXml(textBody(account, "@"), ONCE)
    .filter(({ body }) => account.mode === "plain" || isUtf8(body))
    .map(({ body }) => refused("xml", (mark) => posted(account, replaceMark(body, mark))));
  return [
    ...bodies,
    ...[...UNICODE_TEXTS, ...INJECTION_TEXTS].map((text, index): Draft => ({
      class: index < UNICODE_TEXTS.length ? "unicode" : "injection",
      door,
      expect: "kept",
      make: (fan) => ({ words: { fan, text }, wire: written(account, fan, text) }),
    })),
    ...NUMBERS.flatMap((number) =>
      ["CreateTime", "MsgId"].map((field) =>
        draft("number", "any", (mark) => posted(account, textBody(account, mark, { [field]: number }))),
      ),
    ),
    ...["__proto__", "constructor", "prototype", "toString"].map((name) =>
      draft("prototype", "any", (mark) => posted(account, textBody(account, mark, { [name]: "polluted" }))),
    ),
    ...signatures(account).map((wire) => refused("signature", wire)),
    ...replays(account, draft),
    ...[257, 1_100, 4_096].map((kibibytes) =>
      refused("size", (mark) =>
        posted(account, textBody(account, mark, { Content: "长".repeat(kibibytes * 342) })),
      ),
    ),
    ...["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "post"].map((method) =>
      refused("method", (mark) => ({ ...posted(account, textBody(account, mark)), method })),
    ),
    ...NAMES.map((name) =>
      refused("path", (mark) => posted({ ...account, id: name }, textBody(account, mark))),
    ),
    ...(account.mode === "plain" ? [] : seals(account).map((wire) => refused("sealed", wire))),
  ];
}

function written(account: WechatAccount, from: string, text: string): Wire {
  const call = fanMessage({
    account,
    from,
    action: { does: "write", text },
    at: Date.now(),
    random: () => CHANCE,
  });
  return {
    method: call.method,
    path: `/webhooks/${account.id}${call.search}`,
    headers: xml,
    body: call.body,
  };
}

const replaceMark = (body: Uint8Array, mark: string): Uint8Array =>
  Buffer.from(Buffer.from(body).toString("latin1").replaceAll("@", mark), "latin1");

function signatures(account: WechatAccount): readonly ((mark: string) => Wire)[] {
  const changed = (change: (query: Query) => Query) => (mark: string) =>
    post(account, textBody(account, mark), change(signed(account)));
  const one = (name: string, value: string) => changed((query) => ({ ...query, [name]: value }));
  const doubled = (name: string) => (mark: string) => {
    const wire = post(account, textBody(account, mark), signed(account));
    return { ...wire, path: `${wire.path}&${name}=0` };
  };
  return [
    changed(() => ({})),
    ...["", "0", "0".repeat(40), "０".repeat(40), "f".repeat(8_000), "\0", "null"].map((value) =>
      one("signature", value),
    ),
    ...["", "soon", "-1", "1e9", "0x6553f100", "9".repeat(300), "１７０００００００００"].map((value) =>
      one("timestamp", value),
    ),
    one("nonce", ""),
    one("nonce", "other"),
    ...["signature", "timestamp", "nonce"].map(doubled),
    ...[-86_400, -3_600, 3_600].map(
      (shiftS) => (mark: string) => post(account, textBody(account, mark), signed(account, { shiftS })),
    ),
    (mark) => post(account, textBody(account, mark), signed(account, { token: "somebody else's" })),
    (mark) => post(account, textBody(account, mark), { ...signed(account), encrypt_type: "aes" }),
    (mark) => post(account, textBody(account, mark), { ...signed(account), encrypt_type: mark }),
    () => ({ method: "GET", path: `/webhooks/${account.id}${verification(account, 0, "echo").search}` }),
  ];
}

/** The same call twice is a redelivery; another body under its nonce is a forgery. */
function replays(
  account: WechatAccount,
  draft: (kind: Class, expect: Draft["expect"], wire: (mark: string) => Wire) => Draft,
): readonly Draft[] {
  const query = signed(account);
  const body = textBody(account, `h${query["timestamp"]}${account.mode}`);
  return [
    draft("replay", "kept", () => posted(account, body, query)),
    draft("replay", "kept", () => posted(account, body, query)),
    ...[1, 2, 3].map(() =>
      draft("replay", "refused", (mark) => posted(account, textBody(account, mark), query)),
    ),
  ];
}

/** What is wrong with what is encrypted. */
function seals(account: WechatAccount): readonly ((mark: string) => Wire)[] {
  const bytes = (mark: string): Buffer =>
    Buffer.from(encrypt(account, textBody(account, mark), CHANCE), "base64");
  const changed = (change: (bytes: Buffer) => Buffer) => (mark: string) =>
    sealed(account, change(bytes(mark)).toString("base64"));
  const flipped = (at: (length: number) => number) =>
    changed((all) => {
      const place = at(all.length);
      all[place] = (all[place] ?? 0) ^ 0x80;
      return all;
    });
  const inPlain = [{}, { encrypt_type: "raw" }].map(
    (type) => (mark: string) => post(account, textBody(account, mark), { ...signed(account), ...type }),
  );
  return [
    ...(account.mode === "safe" ? inPlain : []),
    (mark) =>
      sealed(account, encrypt({ ...account, appId: "wx0000000000000000" }, textBody(account, mark), CHANCE)),
    (mark) =>
      sealed(
        account,
        encrypt({ ...account, encodingAesKey: "a".repeat(43) }, textBody(account, mark), CHANCE),
      ),
    (mark) =>
      sealed(
        account,
        encrypt(
          account,
          `<xml><Encrypt>${encrypt(account, textBody(account, mark), CHANCE)}</Encrypt></xml>`,
          CHANCE,
        ),
      ),
    changed((all) => all.subarray(0, all.length - 1)),
    changed((all) => all.subarray(0, all.length - 16)),
    changed((all) => all.subarray(0, 16)),
    changed(() => Buffer.alloc(0)),
    changed(() => Buffer.alloc(32)),
    changed(() => Buffer.alloc(64 * 1024, 0xff)),
    // The length and the padding lie in the first and the last blocks: both are turned by one bit.
    ...[0, 15, 16, 17, 31].map((place) => flipped(() => place)),
    ...[1, 16, 17, 32].map((fromEnd) => flipped((length) => length - fromEnd)),
    (mark) => {
      const wire = sealed(account, bytes(mark).toString("base64"));
      return { ...wire, path: wire.path.replace(/msg_signature=[^&]*/, `msg_signature=${"0".repeat(40)}`) };
    },
    ...["", "=", "%%%", "AAAA AAAA", "é".repeat(99)].map((text) => () => sealed(account, text)),
  ];
}
