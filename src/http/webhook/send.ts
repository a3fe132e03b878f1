import type { ServerResponse } from "node:http";

import type { WebhookReply } from "../../core/channel/adapter.ts";

export const plain = (status: number, body: string): WebhookReply => ({
  status,
  contentType: "text/plain; charset=utf-8",
  body,
});

export function send(response: ServerResponse, reply: WebhookReply): void {
  response.writeHead(reply.status, {
    "content-type": reply.contentType,
    "content-length": Buffer.byteLength(reply.body),
  });
  response.end(reply.body);
}
