import {
  answerCode,
  decodeUtf8,
  readJson,
  type Delivery,
  type Exchange,
  type Instant,
  type JsonRecord,
} from "seatbridge/kit";

import { verdictOf } from "./verdicts.ts";

const TOO_MANY = 429;
const REFUSED = 400;
const SERVER_ERROR = 500;

/** What the answer to a send proves (protocols §4.4). Where it proves nothing, the fan may have the message. */
export function deliveryOf(answer: Exchange, at: Instant): Delivery {
  switch (answer.kind) {
    case "not_sent":
      return { kind: "rejected", code: "unreachable", next: "retry", detail: answer.reason };
    case "no_answer":
      return { kind: "unknown", reason: "no_answer", detail: answer.reason };
    case "answered": {
      const fields = read(answer.body);
      const code = answerCode(fields?.["error_code"]);
      if (code !== undefined) return verdictOf(code, at);
      if (fields === undefined || answer.status >= REFUSED || tellsOfError(fields)) {
        return unreadable(answer.status);
      }
      // The pages show no answer for success; all their refusals carry a code.
      return fields["result"] === false
        ? { kind: "rejected", code: "result_false", next: "give_up" }
        : { kind: "accepted" };
    }
  }
}

function read(body: Uint8Array): JsonRecord | undefined {
  const reading = readJson(decodeUtf8(body) ?? "");
  return reading.kind === "read" ? reading.root : undefined;
}

/** Without a code that is one: nobody knows which. */
const tellsOfError = ({ error, error_code: code = "" }: JsonRecord): boolean =>
  error !== undefined || (code !== "" && code !== null);

/** A gateway that refuses has passed nothing on; one that failed may have. */
function unreadable(status: number): Delivery {
  const detail = `http_${status}`;
  if (status === TOO_MANY) return { kind: "rejected", code: "too_many_requests", next: "retry", detail };
  if (status >= REFUSED && status < SERVER_ERROR) {
    return { kind: "rejected", code: "refused_on_the_way", next: "give_up", detail };
  }
  return { kind: "unknown", reason: "answer_unreadable", detail };
}
