import { MINUTE, createReplayGuard, z, type ReplayGuard } from "seatbridge/kit";

/** Nonces kept per account: both generations together, about 30 MB when an account is flooded. */
const noncesMax = 200_000;

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

export const config = z.strictObject({
  /** The application's App Secret; signs every push. */
  appSecret: z.string().regex(/^[0-9A-Za-z]{8,64}$/, "must be 8 to 64 letters and digits"),
  /** Of the account's own authorisation; lets us send through the platform's interface. */
  accessToken: z
    .string()
    .regex(/^[0-9A-Za-z._-]{8,512}$/, "must be 8 to 512 letters, digits, dots, dashes")
    .optional(),
  /** Where that interface lies. The token goes there, so it is https or here. */
  apiBase: address().default("https://m.api.weibo.com"),
  /** Where fans' files lie, under the same condition. */
  mediaBase: address().default("https://upload.api.weibo.com"),
  /** Where posts and comments lie (开放平台), under the same condition. */
  openBase: address().default("https://api.weibo.com"),
  /** What the platform allows the application there; contracts differ (protocols §4.3). */
  callsPerDay: limit(100),
  callsPerHour: limit(150),
  postsPerHour: limit(30),
  /** Whether every mention is pushed; by default only those by trusted users are. */
  mentionsPushed: z.boolean().default(false),
  /** Signs what a listening vendor delivers to us. */
  importSecret: z
    .string()
    .regex(/^[0-9A-Za-z]{16,64}$/, "must be 16 to 64 letters and digits")
    .optional(),
  /** The account's own uid; when set, messages for another account are refused. */
  uid: z
    .string()
    .regex(/^[1-9][0-9]{0,18}$/, "must be the account's uid, in digits")
    .optional(),
  /** Whether what we send also stands in the account's own message box. */
  saveSent: z.boolean().default(true),
  /** How far a time stamp may be from our clock, either way; the platform itself sets no window. */
  timestampWindowMs: z
    .int()
    .positive()
    .default(5 * MINUTE),
});

/** A number, or its digits: forms write texts. */
function limit(usual: number) {
  return z.coerce.number().int().min(1).max(1_000_000).default(usual);
}

/** Without a slash at its end. */
function address() {
  return z
    .url()
    .refine(isSafe, "must be https, or http on this machine")
    .transform((given) => given.replace(/\/+$/, ""));
}

function isSafe(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname } = new URL(given);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
}

/** What receiving needs to know of one account, and what it remembers. */
export type Account = {
  readonly appSecret: string;
  readonly uid: string | undefined;
  readonly timestampWindowMs: number;
  readonly nonces: ReplayGuard;
  /** Mentions are looked for where they stand: a push of one only says that there is something. */
  readonly looksForMentions: boolean;
};

export function openAccount(settings: z.output<typeof config>): Account {
  const { appSecret, uid, timestampWindowMs, accessToken } = settings;
  // A time stamp from the end of the window ahead is good for two windows.
  const nonces = createReplayGuard({ windowMs: 2 * timestampWindowMs, entriesMax: noncesMax });
  const looksForMentions = accessToken !== undefined && uid !== undefined;
  return { appSecret, uid, timestampWindowMs, nonces, looksForMentions };
}
