import type { Traffic } from "../traffic/traffic.ts";

const fanMark = Buffer.from("<ToUserName><![CDATA[");
const textMark = Buffer.from("<Content><![CDATA[");
const textEnd = Buffer.from("]]></Content>");

/** Whether a body is the reply to this very request: to its fan, and with the text that belongs to its question. */
export function isRightAnswer(
  body: Buffer,
  request: number,
  traffic: Traffic,
  texts: readonly Buffer[],
): boolean {
  const text = texts[traffic.questionOf(request)];
  const textAt = body.indexOf(textMark) + textMark.length;
  const fanAt = body.indexOf(fanMark) + fanMark.length;
  if (text === undefined || textAt < textMark.length || fanAt < fanMark.length) return false;

  const end = textAt + text.length;
  return (
    body.compare(text, 0, text.length, textAt, end) === 0 &&
    body.compare(textEnd, 0, textEnd.length, end, end + textEnd.length) === 0 &&
    traffic.isFan(request, body, fanAt)
  );
}
