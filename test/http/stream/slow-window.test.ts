import { afterEach, describe, expect, it } from "@jest/globals";
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Context } from "koa";
import { openWindow } from "../../../src/http/stream/event-stream.ts";

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const MEGABYTE = 1024 * 1024;

describe("a window that does not take what it is told", () => {
  it("is dropped before it fills the memory, and told nothing more", async () => {
    let unsent = 0;
    const dropped = new Promise<void>((resolve) => {
      server = createServer((req, res) => {
        const window = openWindow({ req, res } as unknown as Context);
        res.once("close", resolve);
        const fill = (): void => {
          unsent = Math.max(unsent, res.writableLength);
          window.send(`data: ${"长".repeat(20_000)}\n\n`);
          if (!res.destroyed) setImmediate(fill);
        };
        fill();
      });
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.address() as AddressInfo;
    const response = await new Promise<IncomingMessage>((resolve) =>
      get({ port, host: "127.0.0.1" }, resolve),
    );
    response.on("error", () => undefined);
    response.pause();
    await dropped;
    expect(unsent).toBeGreaterThan(MEGABYTE / 2);
    expect(unsent).toBeLessThan(2 * MEGABYTE);
    response.destroy();
  });
});
