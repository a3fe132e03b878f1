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
  return {
    name: "send_reported",
    job,
    externalId,
    succeeded: /^\s*(?:send)?\s*success/i.test(detail),
    detail,
  };
}

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
