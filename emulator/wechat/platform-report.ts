import type { XmlFields } from "./xml-fields.ts";

/** What the platform has to say of itself: not of a fan's doing, and still under her name (protocols §1.6). */
export type PlatformReport = JobReport | DeskReport | CheckReport;

/** What became of a notice. */
export type JobReport = {
  readonly does: "job";
  readonly event: "TEMPLATESENDJOBFINISH" | "subscribe_msg_sent_event";
  readonly msgid: string;
  readonly template: string;
  readonly failed?: "user block" | "system failed";
};

/** Somebody of the platform's own desk has her now, has her no more, or has her from a colleague. */
export type DeskReport = {
  readonly does: "desk_session";
  readonly change: "opened" | "closed" | "moved";
  readonly agent: string;
  readonly from?: string;
};

/** What a medium that was given to be checked is found to be; without a verdict it could not be fetched. */
export type CheckReport = {
  readonly does: "media_checked";
  readonly appId: string;
  readonly traceId: string;
  readonly verdict?: { readonly suggest: "pass" | "review" | "risky"; readonly label: number };
};

/** Of a medium's address that gives nothing. */
const NOT_FETCHED = -1_008;

export function reportFields(report: PlatformReport): XmlFields {
  switch (report.does) {
    case "job":
      return jobFields(report);
    case "desk_session":
      return deskFields(report);
    case "media_checked":
      return checkFields(report);
  }
}

function jobFields({ event, msgid, template, failed }: JobReport): XmlFields {
  if (event === "TEMPLATESENDJOBFINISH") {
    const Status =
      failed === undefined ? "success" : failed === "user block" ? `failed:${failed}` : `failed: ${failed}`;
    return { Event: event, MsgID: msgid, Status };
  }
  const code = failed === undefined ? "0" : "43101";
  const List = { TemplateId: template, MsgID: msgid, ErrorCode: code, ErrorStatus: failed ?? "success" };
  return { Event: event, SubscribeMsgSentEvent: { List } };
}

function deskFields({ change, agent, from = "" }: DeskReport): XmlFields {
  switch (change) {
    case "opened":
      return { Event: "kf_create_session", KfAccount: agent };
    case "closed":
      return { Event: "kf_close_session", KfAccount: agent, CloseType: "KF" };
    case "moved":
      return { Event: "kf_switch_session", FromKfAccount: from, ToKfAccount: agent };
  }
}

function checkFields({ appId, traceId, verdict }: CheckReport): XmlFields {
  const asked = { Event: "wxa_media_check", appid: appId, trace_id: traceId, version: 2 };
  if (verdict === undefined) return { ...asked, errcode: NOT_FETCHED, errmsg: "download fail" };
  const found = { suggest: verdict.suggest, label: verdict.label };
  const detail = { strategy: "content_model", errcode: 0, ...found, prob: 90 };
  return { ...asked, errcode: 0, errmsg: "ok", detail, result: found };
}
