import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { openProxy, type Proxy } from "../../scripts/faults/house/proxy.ts";

let echo: Server;
let heard: string;
let hungUp: Promise<unknown>;
let proxy: Proxy;
const clients: Socket[] = [];

beforeEach(async () => {
  heard = "";
  let ended: () => void;
  hungUp = new Promise<void>((resolve) => (ended = resolve));
  echo = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      heard += bytes.toString();
      socket.write(bytes);
    });
    socket.on("close", () => ended());
  });
  await new Promise<void>((ready) => echo.listen(0, "127.0.0.1", ready));
  const address = echo.address();
  proxy = await openProxy({
    host: "127.0.0.1",
    port: typeof address === "object" ? (address?.port ?? 0) : 0,
  });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
  await new Promise((closed) => echo.close(closed));
});

function dial(): Socket {
  const socket = connect(proxy.port, "127.0.0.1");
  clients.push(socket);
  return socket;
}

const answer = async (socket: Socket): Promise<string> => String((await once(socket, "data"))[0]);
/** The code of the error that ends it; undefined where it ends without one. */
const end = (socket: Socket): Promise<string | undefined> =>
  new Promise((resolve) => {
    let code: string | undefined;
    socket.on("error", (error: NodeJS.ErrnoException) => (code = error.code));
    socket.on("close", () => resolve(code));
  });

describe("the proxy", () => {
  it("passes both ways, and each end's hanging up", async () => {
    const socket = dial();
    socket.write("a");
    expect(await answer(socket)).toBe("a");
    socket.end();
    await hungUp;
  });

  it("makes answers late, in their order, also when it is mended in between", async () => {
    const socket = dial();
    socket.write("a");
    await answer(socket);
    proxy.delay(300);
    const began = performance.now();
    socket.write("b");
    expect(await answer(socket)).toBe("b");
    expect(performance.now() - began).toBeGreaterThan(250);

    let came = "";
    socket.on("data", (bytes: Buffer) => (came += bytes.toString()));
    socket.write("c");
    while (!heard.endsWith("c")) await new Promise((soon) => setImmediate(soon));
    proxy.heal();
    socket.write("d");
    while (came.length < 2) await once(socket, "data");
    expect(came).toBe("cd");
  });

  it("resets what is connected and what comes, until it is mended", async () => {
    const socket = dial();
    socket.write("a");
    await answer(socket);
    proxy.cut();
    expect(await end(socket)).toBe("ECONNRESET");
    expect(await end(dial())).toBe("ECONNRESET");
    proxy.heal();
    const later = dial();
    later.write("b");
    expect(await answer(later)).toBe("b");
  });

  it("swallows, and brings what was said when it is mended", async () => {
    const socket = dial();
    socket.write("a");
    await answer(socket);
    proxy.hole();
    const late = dial();
    late.write("b");
    socket.write("c");
    await once(late, "connect");
    const first = await Promise.race([
      answer(socket),
      answer(late),
      new Promise((soon) => setTimeout(soon, 200, "nothing")),
    ]);
    expect([first, heard]).toEqual(["nothing", "a"]);
    const answers = Promise.all([answer(socket), answer(late)]);
    proxy.heal();
    expect(await answers).toEqual(["c", "b"]);
  });

  it.each([
    ["before", ""],
    ["after", "COMMIT"],
  ] as const)("resets who says a word %s the server has heard it, so many of them", async (when, reached) => {
    const caught = proxy.cutAt("COMMIT", when, 1);
    const socket = dial();
    socket.write("COMMIT");
    expect(await end(socket)).toBe("ECONNRESET");
    await hungUp;
    expect([heard, caught()]).toEqual([reached, 1]);
    const next = dial();
    next.write("COMMIT");
    expect(await answer(next)).toBe("COMMIT");
  });
});
