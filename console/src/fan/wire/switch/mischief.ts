import type { Astray, PhoneView, SendFault, Trick } from "../../../../../src/http/contract/fan/view.ts";
import { t, type TextKey } from "../../../text/index.ts";
import type { PlatformName } from "../../live/platform.ts";

/** Something that goes wrong on purpose: its name, what will happen, and what one should see then. */
export type Mischief = { readonly key: MischiefKey; readonly on: readonly PlatformName[] } & (
  | { readonly kind: "fault"; readonly fault: SendFault }
  | { readonly kind: "astray"; readonly astray: Astray }
  | { readonly kind: "trick"; readonly trick: Trick }
);

type MischiefKey =
  | "quota"
  | "window"
  | "weibo_hour"
  | "weibo_window"
  | "weibo_token"
  | "slow"
  | "lost"
  | "storm"
  | "weibo_storm"
  | "page"
  | "cut"
  | "kill_tokens"
  | "expire_media"
  | "twice"
  | "swapped"
  | "redeliver";

const WECHAT = ["wechat-oa", "wechat-mini"] as const;
const WEIBO = ["weibo"] as const;
const BOTH = [...WECHAT, ...WEIBO] as const;

const refusing = (code: number, left: number): Extract<Mischief, { kind: "fault" }>["fault"] => ({
  kind: "errcode",
  code,
  left,
});

/** Of the platform's interface, on what the account sends. */
const INTERFACE: readonly Mischief[] = [
  { key: "quota", on: WECHAT, kind: "fault", fault: refusing(45_047, 3) },
  { key: "window", on: WECHAT, kind: "fault", fault: refusing(45_015, 3) },
  { key: "weibo_hour", on: WEIBO, kind: "fault", fault: refusing(10_023, 1) },
  { key: "weibo_window", on: WEIBO, kind: "fault", fault: refusing(10_012, 3) },
  { key: "weibo_token", on: WEIBO, kind: "fault", fault: refusing(21_327, 1) },
  { key: "storm", on: WECHAT, kind: "fault", fault: refusing(-1, 3) },
  { key: "weibo_storm", on: WEIBO, kind: "fault", fault: refusing(10_009, 3) },
  { key: "slow", on: BOTH, kind: "fault", fault: { kind: "slow", ms: 6_000, left: 1 } },
  { key: "lost", on: BOTH, kind: "fault", fault: { kind: "taken_no_answer", left: 1 } },
  { key: "page", on: BOTH, kind: "fault", fault: { kind: "page", left: 1 } },
  { key: "cut", on: BOTH, kind: "fault", fault: { kind: "cut", left: 1 } },
  { key: "kill_tokens", on: WECHAT, kind: "trick", trick: "kill_tokens" },
  { key: "expire_media", on: WECHAT, kind: "trick", trick: "expire_media" },
];

/** Of the platform's pushes. */
const PUSHES: readonly Mischief[] = [
  { key: "twice", on: BOTH, kind: "astray", astray: { kind: "twice", left: 1 } },
  { key: "swapped", on: BOTH, kind: "astray", astray: { kind: "swapped", left: 1 } },
  { key: "redeliver", on: BOTH, kind: "trick", trick: "redeliver" },
];

const of = (list: readonly Mischief[], platform: PlatformName): readonly Mischief[] =>
  list.filter(({ on }) => on.includes(platform));

export const interfaceMischief = (platform: PlatformName) => of(INTERFACE, platform);
export const pushMischief = (platform: PlatformName) => of(PUSHES, platform);

export const nameOf = ({ key }: Mischief): string => t(`fan.mischief.${key}` satisfies TextKey);
export const hintOf = ({ key }: Mischief): string => t(`fan.mischief.${key}.hint` satisfies TextKey);

/** What is switched on, and how it is taken back. */
export type Active = { readonly text: string; readonly off: "fault" | "astray" };

export function activeOf(phone: PhoneView, platform: PlatformName): readonly Active[] {
  const faults = phone.faults.map((fault) => ({ text: countedWord(fault, platform), off: "fault" }) as const);
  const astray = PUSHES.find((one) => one.kind === "astray" && one.astray.kind === phone.astray?.kind);
  return [
    ...faults,
    ...(astray === undefined ? [] : [{ text: nameOf(astray), off: "astray" } as const]),
    ...(phone.isHeld ? [{ text: t("fan.mischief.held"), off: "astray" } as const] : []),
  ];
}

function countedWord(fault: SendFault, platform: PlatformName): string {
  const known = interfaceMischief(platform).find(
    (one) => one.kind === "fault" && one.fault.kind === fault.kind && codeOf(one.fault) === codeOf(fault),
  );
  const word = known === undefined ? fault.kind : nameOf(known);
  return fault.left === undefined ? word : `${word} ×${fault.left}`;
}

const codeOf = (fault: SendFault): number | undefined => (fault.kind === "errcode" ? fault.code : undefined);
