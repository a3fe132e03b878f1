import type { Answer } from "../../api/endpoints.ts";
import type { TextKey } from "../../text/index.ts";

export type Account = Answer<"GET /accounts">["items"][number];
export type Tested = Answer<"POST /accounts/:id/test">;

/** The platforms that there is a form for. */
export const PLATFORMS = ["wechat-oa", "wechat-mini", "weibo"] as const;
export type Platform = (typeof PLATFORMS)[number];

export const isPlatform = (platform: string): platform is Platform =>
  PLATFORMS.some((one) => one === platform);

/** Minutes of silence that an account may be told of. */
export const SILENCES = [10, 20, 30, 60, 120, 240, 480] as const;

/** What can be chosen, by the kind of the field. */
export const CHOICES = {
  mode: ["plain", "compatible", "safe"],
  format: ["json", "xml"],
  mark: ["off", "on"],
  checks: ["off", "people", "all"],
  checksAway: ["send", "hold"],
  source: ["own", "theirs"],
} as const;

export type TokenSource = (typeof CHOICES)["source"][number];

/** A field of an account's form, as its platform's settings name it. */
export type Field = {
  readonly name: FieldName;
  /** secret: never shown again once it is kept. mode, format, mark, checks, source …: one of CHOICES. address: seldom changed, below the others. */
  readonly kind: "text" | "secret" | keyof typeof CHOICES | "address";
  /** Only of an account whose token comes from there. */
  readonly source?: TokenSource;
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
  | "tokenSource"
  | "tokenUrl"
  | "tokenSecret"
  | "tokenHeader"
  | "tokenPath"
  | "originalId"
  | "mode"
  | "format"
  | "encodingAesKey"
  | "previousEncodingAesKey"
  | "accessToken"
  | "uid"
  | "apiBase"
  | "mediaBase"
  | "openBase"
  | "callsPerDay"
  | "callsPerHour"
  | "postsPerHour"
  | "importSecret"
  | "agentAccount"
  | "marksMachine"
  | "checks"
  | "checksAway";

const token: Field = { name: "token", kind: "secret", required: true, makes: 32, previous: "previousToken" };
/** What every account of the WeChat family has beside its token. */
const wechat: readonly Field[] = [
  { name: "mode", kind: "mode" },
  { name: "encodingAesKey", kind: "secret", makes: 43, previous: "previousEncodingAesKey" },
  { name: "appId", kind: "text" },
  { name: "tokenSource", kind: "source" },
  { name: "appSecret", kind: "secret", source: "own" },
  { name: "tokenUrl", kind: "text", source: "theirs", required: true },
  { name: "tokenSecret", kind: "secret", source: "theirs" },
  { name: "tokenHeader", kind: "text", source: "theirs" },
  { name: "tokenPath", kind: "text", source: "theirs" },
  { name: "originalId", kind: "text" },
  { name: "apiBase", kind: "address" },
];

const checks: readonly Field[] = [
  { name: "checks", kind: "checks" },
  { name: "checksAway", kind: "checksAway" },
];

export const FIELDS: Readonly<Record<Platform, readonly Field[]>> = {
  "wechat-oa": [
    token,
    ...wechat,
    { name: "agentAccount", kind: "text" },
    { name: "marksMachine", kind: "mark" },
    ...checks,
  ],
  "wechat-mini": [token, { name: "format", kind: "format" }, ...wechat, ...checks],
  weibo: [
    { name: "appSecret", kind: "secret", required: true },
    { name: "accessToken", kind: "secret" },
    { name: "uid", kind: "text" },
    { name: "callsPerDay", kind: "text" },
    { name: "callsPerHour", kind: "text" },
    { name: "postsPerHour", kind: "text" },
    { name: "importSecret", kind: "secret", makes: 32 },
    { name: "apiBase", kind: "address" },
    { name: "mediaBase", kind: "address" },
    { name: "openBase", kind: "address" },
  ],
};

/** What of a form is asked, given where the token comes from. */
export const fieldsOf = (platform: Platform, values: Readonly<Record<string, string>>): readonly Field[] =>
  FIELDS[platform].filter(({ source }) => source === undefined || source === values["tokenSource"]);

/** What to do on each platform's page, in order. */
export const STEPS = {
  "wechat-oa": [
    "account.step.wechat-oa.1",
    "account.step.wechat-oa.2",
    "account.step.wechat-oa.3",
    "account.step.wechat-oa.4",
    "account.step.wechat-oa.5",
  ],
  "wechat-mini": [
    "account.step.wechat-mini.1",
    "account.step.wechat-mini.2",
    "account.step.wechat-mini.3",
    "account.step.wechat-mini.4",
    "account.step.wechat-mini.5",
  ],
  weibo: ["account.step.weibo.1", "account.step.weibo.2", "account.step.weibo.3", "account.step.weibo.4"],
} as const satisfies Readonly<Record<Platform, readonly TextKey[]>>;

/** Where a platform has no hint of its own, the one of this platform says it. */
export const HINTS: Readonly<Partial<Record<Platform, Platform>>> = { "wechat-mini": "wechat-oa" };
