import { createServer, type IncomingMessage, request } from "node:http";
import { once } from "node:events";
import { networkInterfaces } from "node:os";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { isOwnMachine } from "../../../src/http/fan/own-machine.ts";

const server = createServer((call: IncomingMessage, response) => response.end(String(isOwnMachine(call))));
let port = 0;

beforeAll(async () => {
  server.listen(0, "0.0.0.0");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
afterAll(() => void server.close());

/** What the server thinks of a call to this address under this name. */
async function ask(host: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const call = request({ host, port, headers });
  call.end();
  const [response] = (await once(call, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

describe("a call from this machine", () => {
  it.each(["localhost", "localhost:3000", "127.0.0.1:3000", "127.0.0.5", "[::1]:3000"])(
    "is one to %s",
    async (host) => {
      expect(await ask("127.0.0.1", { host })).toBe("true");
    },
  );

  it.each(["fans.example.com", "localhost.example.com", "127.0.0.1.example.com", "10.0.0.1"])(
    "is none to the name %j, which somebody may have pointed here",
    async (host) => {
      expect(await ask("127.0.0.1", { host })).toBe("false");
    },
  );

  it.each(["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"])(
    "is none that a proxy has brought, as %s says",
    async (name) => {
      expect(await ask("127.0.0.1", { host: "localhost", [name]: "x" })).toBe("false");
    },
  );

  const own = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
  (own === undefined ? it.skip : it)("is one to the machine's own address, by that address", async () => {
    expect(await ask(own ?? "", { host: `${own}:3000` })).toBe("true");
    expect(await ask(own ?? "", { host: "fans.example.com" })).toBe("false");
  });
});
