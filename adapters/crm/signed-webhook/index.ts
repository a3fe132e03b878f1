import {
  type Clock,
  defineConnector,
  digest,
  type Exchange,
  exchange,
  type Recorded,
  SECOND,
  signedHeaders,
  type TicketRecord,
} from "seatbridge/kit";

import { config, keyOf } from "./config.ts";

/** As Standard Webhooks advises: long enough for a receiver that works before it answers. */
const TIMEOUT_MS = 20 * SECOND;
const ANSWER_BYTES_MAX = 64 * 1_024;

/**
 * Posts a ticket's events to an address of the house's own, signed. The receiver keeps what it has seen by the entries'
 * ids: an entry may come twice, in another call, and never out of order.
 */
export const signedWebhook = defineConnector({
  name: "signed-webhook",
  config,
  secrets: ["secret", "previousSecret"],
  create({ url, secret, previousSecret }, { fetch, clock }) {
    const keys = [secret, ...(previousSecret === undefined ? [] : [previousSecret])].map(keyOf);
    const post = async (id: string, content: unknown, signal: AbortSignal): Promise<Exchange> => {
      const body = Buffer.from(JSON.stringify(content));
      const headers = {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Seatbridge",
        ...signedHeaders(id, secondsOf(clock), body, keys),
      };
      return exchange(fetch, {
        url,
        headers,
        body,
        timeoutMs: TIMEOUT_MS,
        answerBytesMax: ANSWER_BYTES_MAX,
        signal,
      });
    };
    return {
      async record(ticket, _externalId, signal) {
        const content = { type: "ticket.recorded", timestamp: lastMoment(ticket), data: ticket };
        return verdictOf(await post(idOf(ticket), content, signal), ticket.ticketId);
      },
      async probe(signal) {
        const timestamp = new Date(clock()).toISOString();
        const content = { type: "connection.tested", timestamp, data: {} };
        const verdict = verdictOf(await post(`test_${clock()}`, content, signal), "");
        return verdict.kind === "recorded" ? { kind: "ready" } : verdict;
      },
    };
  },
});

const secondsOf = (clock: Clock): number => Math.floor(clock() / SECOND);

/** The same for the same entries, however often they are sent. */
const idOf = ({ ticketId, entries }: TicketRecord): string =>
  `msg_${digest([ticketId, ...entries.map(({ id }) => id)].join(" "))}`;

const lastMoment = ({ openedAt, entries }: TicketRecord): string => entries.at(-1)?.at ?? openedAt;

function verdictOf(exchanged: Exchange, externalId: string): Recorded {
  if (exchanged.kind !== "answered") return { kind: "unavailable", code: exchanged.reason };
  const { status } = exchanged;
  const code = `http_${status}`;
  if (status >= 200 && status < 300) return { kind: "recorded", externalId };
  // It is not there any more and says so: Standard Webhooks has 410 end the subscription.
  if ([401, 403, 404, 410].includes(status)) return { kind: "shut", code };
  if (status >= 500 || [408, 409, 425, 429].includes(status)) return { kind: "unavailable", code };
  return { kind: "refused", code };
}
