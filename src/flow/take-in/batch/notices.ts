import type { Content } from "../../../core/channel/content.ts";
import type { NoticeAnswerRow, NoticeReportRow } from "../../ports.ts";
import type { Place } from "./planned.ts";

/** What a fan has said to templates of notices. */
export function noticeAnswersOf(place: Place, content: Content): readonly NoticeAnswerRow[] {
  if (content.kind !== "event" || content.event.name !== "subscription_answered") return [];
  const { items, inSettings = false } = content.event;
  return items.map(({ templateId, accepted }, item) => ({
    ...place,
    item,
    templateId,
    accepted,
    inSettings,
  }));
}

/** Of what was checked: whether it is fine, and as what it is flagged. */
const VERDICTS: ReadonlyMap<string, { readonly delivered: boolean; readonly code: string | undefined }> =
  new Map([
    ["pass", { delivered: true, code: undefined }],
    ["review", { delivered: false, code: "check_review" }],
    ["risky", { delivered: false, code: "check_risky" }],
  ]);

/** What the platform tells of notices, and of media to be checked, that it had taken. */
export function noticeReportsOf(accountId: string, content: Content): readonly NoticeReportRow[] {
  if (content.kind !== "event") return [];
  const { event } = content;
  if (event.name === "subscription_sent") {
    return event.items.map(({ externalId, succeeded, code }) => ({
      accountId,
      externalId,
      delivered: succeeded,
      code,
    }));
  }
  if (event.name === "content_checked") {
    const found = VERDICTS.get(event.verdict);
    return found === undefined ? [] : [{ accountId, externalId: event.traceId, ...found }];
  }
  if (event.name !== "send_reported" || event.job !== "template") return [];
  return [{ accountId, externalId: event.externalId, delivered: event.succeeded, code: event.code }];
}
