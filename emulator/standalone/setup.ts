import { z } from "zod";

/** Accounts of a file; beyond it somebody has made a mistake. */
const ACCOUNTS_MAX = 50;

const name = z.string().min(1).max(64);
const callback = z.url({ protocol: /^https?$/ });
const menu = z.array(z.strictObject({ name, key: z.string().min(1).max(128) })).max(15);

const wechatAccount = z
  .strictObject({
    name,
    title: name.optional(),
    /** Where the account's server takes what the platform pushes. */
    callback,
    token: z.string().regex(/^[0-9A-Za-z]{3,32}$/, "3 to 32 letters and digits"),
    originalId: z.string().min(1).max(64).optional(),
    appId: z.string().min(1).max(64).optional(),
    appSecret: z.string().min(1).max(128).optional(),
    mode: z.enum(["plain", "compatible", "safe"]).default("plain"),
    encodingAesKey: z
      .string()
      .regex(/^[0-9A-Za-z]{43}$/, "43 letters and digits")
      .optional(),
    menu: menu.default([]),
    /** There of a mini program: the format in which it is told. */
    mini: z.strictObject({ format: z.enum(["json", "xml"]).default("json") }).optional(),
    /** What is set up on the platform's page, as its calls answer it. */
    autoReply: z.record(z.string(), z.unknown()).optional(),
    selfMenu: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(({ mode, encodingAesKey }) => mode === "plain" || encodingAesKey !== undefined, {
    path: ["encodingAesKey"],
    message: "needed in this mode",
  });

const weiboAccount = z.strictObject({
  name,
  /** How it is called in public: `@title`. */
  title: name.optional(),
  callback,
  appSecret: z.string().min(1).max(128),
  appKey: z.string().min(1).max(64).optional(),
  uid: z.string().regex(/^[1-9][0-9]{0,18}$/, "the uid, in digits"),
  accessToken: z.string().min(8).max(512).optional(),
  mentionPush: z.boolean().default(false),
  openLimits: z
    .strictObject({
      callsPerDay: z.number().int().min(1),
      callsPerHour: z.number().int().min(1),
      callsPerHourOfIp: z.number().int().min(1),
      postsPerHour: z.number().int().min(0),
      postsApartMs: z.number().int().min(0),
      sameTextMs: z.number().int().min(0),
    })
    .partial()
    .optional(),
});

/** What the emulated platforms have on file, as a person writes it down: JSON or YAML. */
export const Setup = z
  .strictObject({
    wechat: z.array(wechatAccount).max(ACCOUNTS_MAX).default([]),
    weibo: z.array(weiboAccount).max(ACCOUNTS_MAX).default([]),
  })
  .refine(({ wechat, weibo }) => wechat.length + weibo.length > 0, { message: "there is no account in it" })
  .refine(({ wechat, weibo }) => isDistinct([...wechat, ...weibo]), {
    message: "two accounts have one name",
  });

export type Setup = z.infer<typeof Setup>;

const isDistinct = (accounts: readonly { readonly name: string }[]): boolean =>
  new Set(accounts.map((account) => account.name)).size === accounts.length;
