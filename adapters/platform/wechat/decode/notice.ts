import type { ChannelEvent, Instant, XmlRecord } from "seatbridge/kit";

import { decimalField, filledField, recordFields, textField } from "./fields.ts";

type Decoder = (root: XmlRecord, name: string) => ChannelEvent | undefined;

/** What the platform itself reports, by the event's name in lower case. The sender of these may be no fan at all. */
const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ["templatesendjobfinish", (root) => sendReported(root, "template")],
  ["masssendjobfinish", (root) => sendReported(root, "mass")],
  ["publishjobfinish", publishReported],
  ["freepublishjobfinish", publishReported],
  ["user_info_modified", (root) => withSubject(root, (subject) => ({ name: "profile_changed", subject }))],
  ["user_authorization_revoke", (root) => consentWithdrawn(root, false)],
  ["user_authorization_cancellation", (root) => consentWithdrawn(root, true)],
  ["wxa_media_check", contentChecked],
  ["qualification_verify_success", accountNotice],
  ["qualification_verify_fail", accountNotice],
  ["naming_verify_success", accountNotice],
  ["naming_verify_fail", accountNotice],
  ["annual_renew", accountNotice],
  ["verify_expired", accountNotice],
]);

/** Audits of cards, shops and places, which have no decoder: their sender is an operator of the account. */
const undecoded: ReadonlySet<string> = new Set([
  "card_pass_check",
  "card_not_pass_check",
  "poi_check_notify",
  "modify_store_audit_info",
  "create_map_poi_audit_info",
]);

/** Whether the sender is the platform or the account's staff: no customer is made of it. */
export function isFromPlatform(event: string): boolean {
  const name = event.toLowerCase();
  return decoders.has(name) || undecoded.has(name);
}

export function decodeNotice(root: XmlRecord, name: string): ChannelEvent | undefined {
  return decoders.get(name)?.(root, name);
}

/** `success`, `send success`, `sendsuccess`; failures come with and without a space after the colon. */
function sendReported(root: XmlRecord, job: "template" | "mass"): ChannelEvent | undefined {
  const externalId = filledField(root, "MsgID");
  if (externalId === undefined) return undefined;
  const detail = textField(root, "Status") ?? "";
  const succeeded = /^\s*(?:send)?\s*success/i.test(detail);
  const failure = job === "template" && !succeeded ? { code: failureOf(detail) } : {};
  return { name: "send_reported", job, externalId, succeeded, detail, ...failure };
}

const FAILURE_CHARS_MAX = 32;

/** `failed:user block` as `user_block`. */
const failureOf = (detail: string): string =>
  detail
    .toLowerCase()
    .replace(/^\s*failed\s*:?/, "")
    .trim()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .slice(0, FAILURE_CHARS_MAX);

function publishReported(root: XmlRecord): ChannelEvent | undefined {
  const [info] = recordFields(root, "PublishEventInfo");
  const externalId = info && filledField(info, "publish_id");
  if (info === undefined || externalId === undefined) return undefined;
  const detail = textField(info, "publish_status") ?? "";
  return { name: "send_reported", job: "publish", externalId, succeeded: detail.trim() === "0", detail };
}

/** These name the fan in `OpenID`; the sender is the platform's own id. */
function withSubject(root: XmlRecord, make: (subject: string) => ChannelEvent): ChannelEvent | undefined {
  const subject = filledField(root, "OpenID") ?? filledField(root, "FromUserName");
  return subject === undefined ? undefined : make(subject.trim());
}

function consentWithdrawn(root: XmlRecord, everything: boolean): ChannelEvent | undefined {
  const info = textField(root, "RevokeInfo") ?? "";
  return withSubject(root, (subject) => ({ name: "consent_withdrawn", subject, everything, info }));
}

/** The answer to a check that was asked for (protocols §1.17); of the version before, `isrisky` says it. */
function contentChecked(root: XmlRecord): ChannelEvent | undefined {
  const traceId = filledField(root, "trace_id");
  if (traceId === undefined) return undefined;
  const [result] = recordFields(root, "result");
  const risky = textField(root, "isrisky")?.trim();
  const older = risky === undefined ? "" : risky === "0" ? "pass" : "risky";
  const verdict = (result && filledField(result, "suggest")) ?? older;
  return { name: "content_checked", traceId, verdict, label: (result && filledField(result, "label")) ?? "" };
}

function accountNotice(root: XmlRecord, notice: string): ChannelEvent {
  const reason = filledField(root, "FailReason");
  const seconds = decimalField(root, "ExpiredTime") ?? decimalField(root, "FailTime");
  const time: Instant | undefined = seconds === undefined ? undefined : seconds * 1_000;
  return {
    name: "account_notice",
    notice,
    ...(reason !== undefined && { reason }),
    ...(time !== undefined && { time }),
  };
}
