import { createHmac } from "node:crypto";

import { describe, expect, it } from "@jest/globals";

import { signedHeaders, type TicketRecord } from "seatbridge/kit";
import { type CrmDriver, crmContract, type HeldTicket } from "seatbridge/kit/testing";

import { signedWebhook } from "./index.ts";

const KEY = Buffer.alloc(32, 7);
const SECRET = `whsec_${KEY.toString("base64")}`;
const NOW = Date.UTC(2026, 10, 26, 5, 0, 0);

/** A receiver as Standard Webhooks describes it: it checks the signature over the raw bytes, and keeps entries by id. */
function receiver(): CrmDriver {
  const tickets = new Map<string, { ticket: TicketRecord; entries: Map<string, string> }>();
  return {
    open: (base, fetch) =>
      signedWebhook.create({ url: `${base}/hook`, secret: SECRET }, { fetch, clock: () => NOW }),
    handle({ headers, body }) {
      const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = headers;
      const signed = createHmac("sha256", KEY)
        .update(`${String(id)}.${String(timestamp)}.`)
        .update(body);
      if (signature !== `v1,${signed.digest("base64")}` || Number(timestamp) * 1_000 !== NOW) {
        return { status: 401, body: "{}" };
      }
      const { type, data } = JSON.parse(Buffer.from(body).toString("utf8")) as {
        type: string;
        data: TicketRecord;
      };
      if (type !== "ticket.recorded") return { status: 204, body: "" };
      const held = tickets.get(data.ticketId) ?? { ticket: data, entries: new Map<string, string>() };
      for (const entry of data.entries) held.entries.set(entry.id, entry.text);
      tickets.set(data.ticketId, { ...held, ticket: data });
      return { status: 204, body: "" };
    },
    held: () =>
      [...tickets].map(([externalId, { ticket, entries }]): HeldTicket => ({
        externalId,
        open: ticket.state === "open",
        text: [...entries.values()].join("\n"),
      })),
  };
}

describe("the signed webhook", () => {
  for (const { name, run } of crmContract(receiver, { shutBy: [401, 403, 404, 410], refusedBy: 422 }))
    it(name, run);

  it("signs as the standard's own sample does", () => {
    const key = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
    const body = Buffer.from('{"test": 2432232314}');
    expect(signedHeaders("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body, [key])).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("signs with both keys while one is changed", () => {
    const { "webhook-signature": signature = "" } = signedHeaders("a", 1, Buffer.from("{}"), [
      KEY,
      Buffer.alloc(24),
    ]);
    expect(signature.split(" ")).toHaveLength(2);
  });

  it.each(["whsec_short", "secret", `whsec_${"!".repeat(40)}`])("refuses %s as a secret", (secret) => {
    const reach = { fetch, clock: () => NOW };
    expect(() => signedWebhook.create({ url: "https://crm.example/hook", secret }, reach)).toThrow(/secret/);
  });
});
