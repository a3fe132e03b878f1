import { call } from "../../api/call.ts";
import {
  type Account,
  FIELDS,
  type FieldName,
  fieldsOf,
  isPlatform,
  type Platform,
  type Tested,
} from "./account.ts";

/** What the form of an account holds: text, as it is typed. */
export type Draft = {
  platform: Platform;
  name: string;
  queueId: string;
  /** Minutes of silence that are too many; "": judged by the account's own traffic, "0": any number is well. */
  silence: string;
  values: Record<string, string>;
  /** Secrets of before that are no longer accepted. */
  dropped: FieldName[];
};

export function draftOf(account: Account | undefined): Draft {
  const {
    platform = "wechat-oa",
    name = "",
    queueId = null,
    silenceMinutes = null,
    settings = {},
  } = account ?? {};
  const known = isPlatform(platform) ? platform : "wechat-oa";
  return {
    platform: known,
    name,
    queueId: queueId ?? "",
    silence: silenceMinutes === null ? "" : String(silenceMinutes),
    values: valuesOf(settings, account),
    dropped: [],
  };
}

/** A new one is safe; one that is there says what it is. */
function valuesOf(settings: Account["settings"], account: Account | undefined): Record<string, string> {
  const texts = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [],
  );
  return {
    mode: account === undefined ? "safe" : "plain",
    format: "json",
    marksMachine: "off",
    checks: "off",
    checksAway: "send",
    tokenSource: "own",
    ...Object.fromEntries(texts),
  };
}

type Settings = Record<string, unknown>;

/** As the API takes them: an empty secret is left out, so that the one which is kept stays. */
export function settingsOf(draft: Draft, known: Account | undefined): Settings {
  const names = new Set<string>(FIELDS[draft.platform].map(({ name }) => name));
  // What this form does not show stays as it is.
  const others = Object.entries(known?.settings ?? {}).filter(([name]) => !names.has(name));
  const typed = fieldsOf(draft.platform, draft.values)
    .map(({ name }) => [name, (draft.values[name] ?? "").trim()] as const)
    .filter(([, value]) => value !== "");
  return Object.fromEntries([...others, ...typed, ...draft.dropped.map((name) => [name, null])]);
}

/** What has to be there is there; whether it is right, the server says. */
export function isComplete(draft: Draft, known: Account | undefined): boolean {
  const lacks = (name: string): boolean =>
    (draft.values[name] ?? "").trim() === "" && known?.secrets.includes(name) !== true;
  if (draft.name.trim() === "") return false;
  if (known?.simulated === true) return true;
  return !fieldsOf(draft.platform, draft.values).some(
    ({ name, required }) => required === true && lacks(name),
  );
}

/** Makes one, or changes the one that is known; the answer is how it stands. */
export function keep(draft: Draft, known: Account | undefined): Promise<Account> {
  const shared = {
    name: draft.name.trim(),
    queueId: draft.queueId === "" ? null : draft.queueId,
    silenceMinutes: draft.silence === "" ? null : Number(draft.silence),
  };
  const settings = settingsOf(draft, known);
  if (known === undefined)
    return call("POST /accounts", { body: { ...shared, settings, platform: draft.platform } });
  const { id, version, simulated } = known;
  const body = { ...shared, version, ...(simulated ? {} : { settings }) };
  return call("PATCH /accounts/:id", { params: { id }, body });
}

/** The server itself waits 20 s for the platform. */
const ANSWER_MS = 30_000;

/** Asks the platform with what is typed, and with the secrets that are kept. */
export function tryOut(draft: Draft, known: Account | undefined): Promise<Tested> {
  const settings = settingsOf(draft, known);
  const options = { answerMs: ANSWER_MS };
  if (known === undefined) {
    return call("POST /accounts/test", { body: { platform: draft.platform, settings }, ...options });
  }
  return call("POST /accounts/:id/test", { params: { id: known.id }, body: { settings }, ...options });
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** The largest multiple of the number of letters that a byte holds: above it, some letters would come more often. */
const FAIR = 248;

/** So many letters and digits that nobody can guess. */
export function makeSecret(length: number): string {
  let made = "";
  while (made.length < length) {
    const [byte = FAIR] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < FAIR) made += LETTERS[byte % LETTERS.length] ?? "";
  }
  return made;
}
