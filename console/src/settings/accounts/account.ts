import type { Answer } from "../../api/endpoints.ts";
import type { TextKey } from "../../text/index.ts";

export type Account = Answer<"GET /accounts">["items"][number];
export type Tested = Answer<"POST /accounts/:id/test">;

/** The platforms that there is a form for. */
export const PLATFORMS = ["wechat-oa", "weibo"] as const;
export type Platform = (typeof PLATFORMS)[number];

export const isPlatform = (platform: string): platform is Platform =>
  PLATFORMS.some((one) => one === platform);

/** Minutes of silence that an account may be told of. */
export const SILENCES = [10, 20, 30, 60, 120, 240, 480] as const;

export const MODES = ["plain", "compatible", "safe"] as const;

/** A field of an account's form, as its platform's settings name it. */
export type Field = {
  readonly name: FieldName;
  /** secret: never shown again once it is kept. mode: one of MODES. address: seldom changed, below the others. */
  readonly kind: "text" | "secret" | "mode" | "address";
  readonly required?: true;
  /** What is made for it here: so many letters and digits. */
  readonly makes?: number;
  /** The field that keeps the one before, while the platform may still use it. */
  readonly previous?: FieldName;
};

export type FieldName =
  | "token"
  | "previousToken"
  | "appId"
  | "appSecret"
  | "originalId"
  | "mode"
  | "encodingAesKey"
  | "previousEncodingAesKey"
  | "accessToken"
  | "uid"
  | "apiBase"
  | "mediaBase";

export const FIELDS: Readonly<Record<Platform, readonly Field[]>> = {
  "wechat-oa": [
    { name: "token", kind: "secret", required: true, makes: 32, previous: "previousToken" },
    { name: "mode", kind: "mode" },
    { name: "encodingAesKey", kind: "secret", makes: 43, previous: "previousEncodingAesKey" },
    { name: "appId", kind: "text" },
    { name: "appSecret", kind: "secret" },
    { name: "originalId", kind: "text" },
    { name: "apiBase", kind: "address" },
  ],
  weibo: [
    { name: "appSecret", kind: "secret", required: true },
    { name: "accessToken", kind: "secret" },
    { name: "uid", kind: "text" },
    { name: "apiBase", kind: "address" },
    { name: "mediaBase", kind: "address" },
  ],
};

/** What to do on each platform's page, in order. */
export const STEPS = {
  "wechat-oa": [
    "account.step.wechat-oa.1",
    "account.step.wechat-oa.2",
    "account.step.wechat-oa.3",
    "account.step.wechat-oa.4",
    "account.step.wechat-oa.5",
  ],
  weibo: ["account.step.weibo.1", "account.step.weibo.2", "account.step.weibo.3", "account.step.weibo.4"],
} as const satisfies Readonly<Record<Platform, readonly TextKey[]>>;
