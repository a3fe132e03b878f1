import { createServer } from "node:net";

// The cheapest server there is: it reads a request to its end, parses nothing, and always says the same. What a
// run against it costs is the generator's own cost.

const text = process.env["BENCH_TEXT"] ?? "";

/** Counts bodies by their end; a request is one chunk on the loopback, so nothing else is looked for. */
const server = createServer({ noDelay: true }, (socket) => {
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    const fan = /&openid=(\w+)/.exec(chunk.toString("latin1", 0, 250))?.[1] ?? "";
    const body = `<xml><ToUserName><![CDATA[${fan}]]></ToUserName><Content><![CDATA[${text}]]></Content></xml>`;
    socket.write(
      `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("disconnect", () => process.exit());
