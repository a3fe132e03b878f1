import { fanPush, sign } from "../../../emulator/weibo/index.ts";
import { hostileJson } from "../../../src/kit/testing/hostile-json.ts";
import type { WeiboAccount } from "../account.ts";
import type { Class, Draft } from "../input.ts";
import { INJECTION_TEXTS, NAMES, NUMBERS, OTHER_TYPES, UNICODE_TEXTS } from "../texts.ts";
import type { Wire } from "../throw.ts";

const ONCE = ["type", "sender_id", "receiver_id", "text", "created_at"];
const json = [["Content-Type", "application/json"]] as const;
/** Beyond what a double tells apart. */
const FIRST_FAN = 9_007_199_254_740_992n;

let nonces = 0;

function post(
  account: WeiboAccount,
  body: string | Uint8Array,
  { nonce = String((nonces += 1)), secret = account.appSecret, shiftMs = 0 } = {},
): Wire {
  const timestamp = String(Date.now() + shiftMs);
  const query = new URLSearchParams({ signature: sign(secret, timestamp, nonce), timestamp, nonce });
  return { method: "POST", path: `/webhooks/${account.id}?${query.toString()}`, headers: json, body };
}

/** The fan whose inputs carry this mark: her uid has to be a number. */
const fanOf = (mark: string): string =>
  String(FIRST_FAN + BigInt(`0x${Buffer.from(mark).toString("hex").slice(-12)}`));

const textBody = (account: WeiboAccount, mark: string, text = mark): string =>
  fanPush({ account, from: fanOf(mark), action: { does: "write", text }, at: Date.now() }).body;

/** Everything at the door of one Weibo account. */
export function weiboDrafts(account: WeiboAccount): readonly Draft[] {
  const draft = (kind: Class, expect: Draft["expect"], wire: (mark: string) => Wire): Draft => ({
    class: kind,
    door: "Weibo's webhook",
    expect,
    make: (mark) => ({ wire: wire(mark) }),
  });
  const refused = (kind: Class, wire: (mark: string) => Wire): Draft => draft(kind, "refused", wire);
  const member = (name: string, value: string) => (mark: string) =>
    post(
      account,
      textBody(account, mark).replace(new RegExp(`"${name}":(?:"[^"]*"|[0-9]+)`), `"${name}":${value}`),
    );
  return [
    ...hostileJson(textBody(account, "@"), ONCE).map(({ body }) =>
      refused("json", () => post(account, body)),
    ),
    ...[...UNICODE_TEXTS, ...INJECTION_TEXTS].map((text, index): Draft => ({
      class: index < UNICODE_TEXTS.length ? "unicode" : "injection",
      door: "Weibo's webhook",
      expect: "kept",
      make: (mark) => ({
        words: { fan: fanOf(mark), text },
        wire: post(account, textBody(account, mark, text)),
      }),
    })),
    ...NUMBERS.flatMap((number) =>
      ["sender_id", "receiver_id"].map((name) => draft("number", "any", member(name, number))),
    ),
    ...OTHER_TYPES.map((value) => draft("type", "any", member("text", value))),
    ...["__proto__", "constructor", "toString"].map((name) =>
      draft("prototype", "any", (mark) =>
        post(account, textBody(account, mark).replace('"data":', `"${name}":{"a":1},"data":`)),
      ),
    ),
    ...[-86_400_000, -3_600_000, 3_600_000].map((shiftMs) =>
      refused("signature", (mark) => post(account, textBody(account, mark), { shiftMs })),
    ),
    refused("signature", (mark) => post(account, textBody(account, mark), { secret: "somebody else's" })),
    ...["", "0", "０".repeat(40), "f".repeat(8_000)].map((value) =>
      refused("signature", (mark) => {
        const wire = post(account, textBody(account, mark));
        return {
          ...wire,
          path: wire.path.replace(/signature=[^&]*/, `signature=${encodeURIComponent(value)}`),
        };
      }),
    ),
    ...replays(account, refused),
    ...[257, 1_100, 4_096].map((kibibytes) =>
      refused("size", (mark) => post(account, textBody(account, mark, "长".repeat(kibibytes * 342)))),
    ),
    ...["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"].map((method) =>
      refused("method", (mark) => ({ ...post(account, textBody(account, mark)), method })),
    ),
    ...NAMES.map((name) =>
      refused("path", (mark) => post({ ...account, id: name }, textBody(account, mark))),
    ),
  ];
}

/** Another body under a nonce that was used. */
function replays(
  account: WeiboAccount,
  refused: (kind: Class, wire: (mark: string) => Wire) => Draft,
): readonly Draft[] {
  const nonce = String((nonces += 1));
  const first = post(account, textBody(account, `h${nonce}`), { nonce });
  const other = (mark: string): Wire => ({ ...first, body: textBody(account, mark) });
  return [
    { class: "replay", door: "Weibo's webhook", expect: "kept", make: () => ({ wire: first }) },
    ...[1, 2, 3].map(() => refused("replay", other)),
  ];
}
