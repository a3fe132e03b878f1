import { DIAL_MS, type Rung, rungBy } from "../../core/dial/dial.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import type { ClaimedDial, DialTarget } from "../../flow/dial/ports.ts";
import { exchange, type Fetch } from "../../kit/http/exchange.ts";
import { signedHeaders } from "../../kit/http/signed-headers.ts";

/** Somebody waits for her telephone to ring. */
const TRY_MS_MAX = 5 * SECOND;
const ANSWER_BYTES_MAX = 8 * 1_024;

/** One try to have a telephone system ring; docs/cti.md has the order and its signature. */
export async function ring(
  dial: ClaimedDial,
  { url, signKey }: DialTarget,
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Clock },
): Promise<Rung> {
  const body = Buffer.from(JSON.stringify(orderOf(dial)));
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Seatbridge",
    ...signedHeaders(dial.id, Math.floor(clock() / SECOND), body, [Buffer.from(signKey)]),
  };
  const limits = { timeoutMs: TRY_MS_MAX, answerBytesMax: ANSWER_BYTES_MAX };
  const answer = await exchange(fetch, { url, headers, body, ...limits });
  // What it wrote is of no interest; that an answer was too long, neither.
  return rungBy(answer.kind === "answered" ? answer.status : undefined);
}

const orderOf = (dial: ClaimedDial) => ({
  type: "call.dial",
  version: 1,
  request: dial.id,
  at: new Date(dial.at).toISOString(),
  until: new Date(dial.at + DIAL_MS).toISOString(),
  seat: dial.seat,
  agent: { login: dial.login, employeeNo: dial.employeeNo },
  to: {
    number: dial.number,
    call: dial.knownCall,
    masked: dial.masked,
    customer: dial.customerId,
  },
  queue: dial.queue,
});
