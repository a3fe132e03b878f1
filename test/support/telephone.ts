import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Instant } from "../../src/core/kernel/instant.ts";
import { loadContact, writeStep } from "../../src/store/contact/contact-step.ts";
import { createConnection } from "../../src/store/hot/connection.ts";
import { inTransaction } from "../../src/store/transaction.ts";

/** An order to dial, as a telephone system reads it. */
export type Order = {
  readonly request: string;
  readonly until: string;
  readonly seat: string;
  readonly agent: { readonly login: string };
  readonly to: {
    readonly number: string | null;
    readonly call: string | null;
    readonly masked: string | null;
    readonly customer: string | null;
  };
  readonly queue: string | null;
};

/** A telephone system that takes orders to dial as docs/cti.md tells it: signed, not too old, each once. */
export async function openTelephone(now: () => number = Date.now) {
  let signKey = "";
  let status: number | undefined;
  let hangsUp = false;
  const orders = new Map<string, Order>();
  const answers: number[] = [];

  function judge(headers: NodeJS.Dict<string | string[]>, body: string): number {
    const [id, timestamp] = [String(headers["webhook-id"]), String(headers["webhook-timestamp"])];
    const signed = createHmac("sha256", signKey).update(`${id}.${timestamp}.${body}`).digest("base64");
    if (headers["webhook-signature"] !== `v1,${signed}`) return 401;
    if (Math.abs(Number(timestamp) * 1_000 - now()) > 5 * 60_000) return 401;
    if (status !== undefined) return status;
    orders.set(id, JSON.parse(body) as Order);
    return 202;
  }

  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (piece: string) => (body += piece));
    request.on("end", () => {
      const answer = judge(request.headers, body);
      answers.push(hangsUp ? 0 : answer);
      if (hangsUp) request.socket.destroy();
      else response.writeHead(answer).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dial`,
    trust: (key: string) => void (signKey = key),
    /** It answers everything that is rightly signed so; undefined: as it should. */
    answerBy: (wanted: number | undefined) => void (status = wanted),
    /** It takes orders and dies before it says so. */
    hangUp: (wanted: boolean) => void (hangsUp = wanted),
    orders: () => [...orders.values()],
    /** What it has answered, try by try; 0: nothing. */
    answers,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export type Telephone = Awaited<ReturnType<typeof openTelephone>>;

/** A call-back, as the clock brings it back. */
export async function comesDue(url: string, contactId: string, at: Instant): Promise<void> {
  const client = await createConnection(url)();
  await inTransaction(client, async () => {
    const held = await loadContact(client, { contactId }, "wait");
    if (held === undefined) throw new Error("it is there");
    const events = [{ code: "queued", reason: "call_back" } as const];
    await writeStep(client, held.contact, { events, actor: "system", at });
  });
  await client.end();
}
