import { Agent, request } from "node:http";

import { fanMessage, readPassiveReply } from "../../../emulator/wechat/index.ts";
import type { FaultAccount } from "../house/house.ts";
import type { Delivery, Told } from "../witness/told.ts";

/** After so much silence the platform hangs up (protocols §1.7). */
const ANSWER_MS_MAX = 5_000;

/** A connection each time: one that a dead process left behind would cost a try that the platform does not lose. */
const agent = new Agent({ keepAlive: false });

/** Delivers a message once, as the platform does. Any answer counts as one. */
export async function push(url: string, account: FaultAccount, told: Told): Promise<Delivery> {
  const { fan: from, messageId, text } = told;
  const { search, body, contentType } = fanMessage({
    account,
    from,
    messageId,
    action: { does: "write", text },
    at: Date.now(),
  });
  const answer = await new Promise<{ status: number; body: string } | undefined>((resolve) => {
    const sent = request(`${url}/webhooks/${account.id}${search}`, {
      method: "POST",
      agent,
      headers: { "content-type": contentType, "content-length": Buffer.byteLength(body) },
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    sent.once("error", () => resolve(undefined));
    sent.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", () => resolve(undefined));
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    sent.end(body);
  });
  if (answer === undefined) return { kind: "broken" };
  return { kind: "acknowledged", seen: await readPassiveReply(answer.status, answer.body, account) };
}
