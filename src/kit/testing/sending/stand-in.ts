import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

import type { PlatformAdapter } from "../../../core/channel/adapter.ts";
import { digest } from "../../digest.ts";
import type { HeldMedia } from "../../platform.ts";
import { memoryTokens } from "./memory-tokens.ts";
import { memoryUploads } from "./memory-uploads.ts";
import type { PlatformAnswer, SampleMedia, SeenCall, SendingDriver } from "./sending-driver.ts";

/** What the platform does with a send: answers, says nothing and tells the test so, or hangs up after it has read. */
export type Reaction = PlatformAnswer | { readonly silent: () => void } | "hangs_up";

export type StandIn = {
  readonly base: string;
  readonly adapter: PlatformAdapter;
  /** All calls with what they were for, in order. */
  readonly seen: readonly {
    readonly purpose: ReturnType<SendingDriver["purposeOf"]>;
    readonly call: SeenCall;
  }[];
  readonly close: () => Promise<void>;
};

/** A platform's interface on a port of its own. Sends meet the reactions in turn, and are accepted after them. */
export async function openStandIn(
  driver: SendingDriver,
  reactions: readonly Reaction[] = [],
  blobs: Readonly<Record<string, SampleMedia>> = {},
): Promise<StandIn> {
  const seen: StandIn["seen"][number][] = [];
  const nth = (purpose: string): number => seen.filter((one) => one.purpose === purpose).length;

  function reactionTo(purpose: "token" | "upload" | "send"): Reaction {
    const make = purpose === "send" ? undefined : driver[purpose];
    if (make !== undefined) return make(nth(purpose));
    return reactions[nth("send") - 1] ?? driver.accepted;
  }

  const server = createServer((request, response) => {
    void readCall(request).then((call) => {
      const purpose = driver.purposeOf(call);
      seen.push({ purpose, call });
      const reaction = reactionTo(purpose);
      if (reaction === "hangs_up") response.destroy();
      else if ("silent" in reaction) reaction.silent();
      else response.writeHead(reaction.status).end(reaction.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const adapter = driver.open(base, {
    fetch,
    clock: Date.now,
    wait: () => new Promise((resolve) => setImmediate(resolve)),
    tokens: memoryTokens(Date.now),
    blobOf: async (id) => held(blobs[id]),
    uploads: memoryUploads(),
  });
  return {
    base,
    adapter,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const held = (sample: SampleMedia | undefined): HeldMedia | undefined =>
  sample && {
    sha256: digest(sample.bytes),
    bytes: sample.bytes.length,
    type: sample.type,
    open: async () =>
      async function* read() {
        yield sample.bytes;
      },
  };

export async function readCall(request: IncomingMessage): Promise<SeenCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? "/", "http://platform");
  return {
    method: request.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers as SeenCall["headers"],
    body: Buffer.concat(chunks),
  };
}
