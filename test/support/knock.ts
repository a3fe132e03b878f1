import { Agent, request } from "node:http";

import {
  type FanMessage,
  fanMessage,
  readPassiveReply,
  type SeenReply,
} from "../../emulator/wechat/index.ts";
import type { Server } from "./server.ts";

/** An HTTP answer, whole. */
export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly requestId: string;
  readonly body: string;
};

/** A call to the platform's door; what is left out is as the platform does it. */
export type Knock = {
  readonly search: string;
  readonly body?: string | Uint8Array;
  readonly method?: string;
  readonly account?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Posts to the account's address; rejects when the connection breaks before the answer is whole. */
export function knock(server: Server, call: Knock): Promise<Answer> {
  const { search, body = "", method = "POST", account = server.account.id, headers = {} } = call;
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}/webhooks/${account}${search}`, {
      method,
      agent,
      headers: { "content-type": "text/xml", "content-length": bytes.length, ...headers },
    });
    sent.once("error", reject);
    sent.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          requestId: String(response.headers["x-request-id"]),
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.end(bytes);
  });
}

export type Told = Pick<FanMessage, "from" | "action"> & Partial<Omit<FanMessage, "account">>;

/** What the platform posts for a fan of the practice account, now. */
export const callOf = (server: Server, told: Told) =>
  fanMessage({ account: server.account, at: Date.now(), ...told });

/** A fan does something; what she sees of the answer. */
export async function tell(server: Server, told: Told): Promise<SeenReply> {
  const { status, body } = await knock(server, callOf(server, told));
  return readPassiveReply(status, body, server.account);
}

export const write = (server: Server, from: string, text: string): Promise<SeenReply> =>
  tell(server, { from, action: { does: "write", text } });
