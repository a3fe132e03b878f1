import { type Account, bodyOf, fieldsOf, post, type Refusal, secret } from "./refusals.ts";

const kibibyte = 1_024;
const utf8 = (...bytes: number[]): Buffer => Buffer.from(bytes);

/** A signed body that is malformed. */
const malformed = (name: string, make: (account: Account) => string | Uint8Array): Refusal => [
  name,
  (account) => post(account, make(account)),
  400,
  "body_malformed",
];
const field = (name: string, fields: Readonly<Record<string, string>>): Refusal =>
  malformed(name, (account) => bodyOf(account, fields));
const prefixed = (name: string, prefix: string): Refusal =>
  malformed(name, (account) => prefix + bodyOf(account, { Content: "&x;" }));
/** Bytes in the middle of the text. */
const notUtf8 = (name: string, bytes: Buffer): Refusal => [
  name,
  (account) => {
    const [before = "", after = ""] = bodyOf(account).split(secret);
    return post(account, Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]));
  },
  400,
  "body_not_utf8",
];
const tooLarge = (name: string, bytes: number): Refusal => [
  name,
  (account) => {
    const body = bodyOf(account, { Content: "HERE" });
    return post(account, body.replace("HERE", "x".repeat(bytes - body.length + 4)));
  },
  413,
  "body_too_large",
];

const nested = (depth: number): string => "<a>".repeat(depth) + secret + "</a>".repeat(depth);
const laughs = Array.from({ length: 10 }, (_, n) => `<!ENTITY x${n + 1} "${`&x${n};`.repeat(10)}">`).join("");
/** 发货 in GBK. */
const gbk = utf8(0xb7, 0xa2, 0xbb, 0xf5);

export const bodyRefusals: readonly Refusal[] = [
  malformed("an empty body", () => ""),
  malformed("JSON", () => JSON.stringify({ Content: secret, ToUserName: "a", FromUserName: "b" })),
  malformed("a form", () => `Content=${encodeURIComponent(secret)}&MsgType=text`),
  malformed("words", () => secret),

  prefixed("a DOCTYPE", "<!DOCTYPE xml>"),
  prefixed("a DOCTYPE in other letters", "<!dOcTyPe xml>"),
  prefixed("an entity from a file", '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
  prefixed("an entity from elsewhere", '<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/x.dtd">'),
  prefixed("a parameter entity", '<!DOCTYPE xml [<!ENTITY % x SYSTEM "http://127.0.0.1:1/"> %x;]>'),
  prefixed("entities that multiply", `<!DOCTYPE xml [<!ENTITY x0 "ha">${laughs}]>`),
  prefixed("an entity that nobody declared", ""),

  field("nine levels", { Content: nested(7) }),
  field("a hundred thousand levels", { Content: "<a>".repeat(80_000) }),
  field("more than a thousand elements", { Content: "<a/>".repeat(1_000) }),
  field("more than a thousand attributes", {
    Content: `<a ${Array.from({ length: 1_000 }, (_, n) => `a${n}="1"`).join(" ")}/>`,
  }),
  tooLarge("one byte over 256 KiB", 256 * kibibyte + 1),
  tooLarge("a megabyte less one byte", 1_024 * kibibyte - 1),
  tooLarge("more than a megabyte", 1_024 * kibibyte + 1),
  tooLarge("eight megabytes", 8 * 1_024 * kibibyte),

  ...["ToUserName", "FromUserName", "CreateTime", "MsgType"].flatMap((name): Refusal[] => [
    field(`no ${name}`, { [name]: "" }),
    field(`a blank ${name}`, { [name]: " \n " }),
    malformed(`two of ${name}`, (account) => bodyOf(account).replace("<xml>", `<xml><${name}>a</${name}>`)),
    field(`a ${name} with children`, { [name]: "<a>b</a>" }),
  ]),
  malformed("two texts", (account) => bodyOf(account).replace("</xml>", "<Content>b</Content></xml>")),
  malformed("two ids", (account) => bodyOf(account).replace("</xml>", "<MsgId>124</MsgId></xml>")),
  field("a text with children", { Content: "<b>bold</b>" }),
  field("a sender of 129 characters", { FromUserName: "o".repeat(129) }),
  malformed(
    "everything inside __proto__",
    (account) => `<xml><__proto__>${fieldsOf(account)}</__proto__></xml>`,
  ),
  malformed(
    "everything inside constructor",
    (account) => `<xml><constructor><prototype>${fieldsOf(account)}</prototype></constructor></xml>`,
  ),

  notUtf8("GBK", gbk),
  notUtf8("a byte that begins nothing", utf8(0xff)),
  notUtf8("a character that is cut", utf8(0xe5, 0x8f)),
  notUtf8("an overlong character", utf8(0xc0, 0xaf)),
  notUtf8("a surrogate in UTF-8", utf8(0xed, 0xa0, 0x80)),
  notUtf8("a pair of surrogates in UTF-8", utf8(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80)),
  notUtf8("a character beyond Unicode", utf8(0xf4, 0x90, 0x80, 0x80)),
  [
    "UTF-16",
    (account) => post(account, Buffer.from(`\uFEFF${bodyOf(account)}`, "utf16le")),
    400,
    "body_not_utf8",
  ],
  malformed("UTF-16 without a mark", (account) => Buffer.from(bodyOf(account, { Content: "a" }), "utf16le")),
  field("NUL", { Content: `${secret}\0` }),
  field("NUL by its number", { Content: `${secret}&#0;` }),
  field("a surrogate by its number", { Content: `${secret}&#xD800;` }),
  field("a pair of surrogates by their numbers", { Content: `${secret}&#xD83D;&#xDE00;` }),
  field("a number beyond Unicode", { Content: `${secret}&#x110000;` }),

  malformed("a second root", (account) => bodyOf(account) + bodyOf(account)),
  malformed("words behind the root", (account) => bodyOf(account) + secret),
  malformed("words before the root", (account) => secret + bodyOf(account)),
  malformed("another root", (account) => `<message>${fieldsOf(account)}</message>`),
  malformed("an open end", (account) => bodyOf(account).replace("</xml>", "")),
  malformed("a CDATA section that stays open", (account) => bodyOf(account).replace("]]>", "")),
  malformed("crossed elements", () => `<xml><a><b>${secret}</a></b></xml>`),
  malformed("only a declaration", () => '<?xml version="1.0"?>'),
  [
    "a message for another account",
    (account) => post(account, bodyOf(account, { ToUserName: "gh_other" })),
    403,
    "receiver_wrong",
  ],
];
