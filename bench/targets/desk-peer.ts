import { createServer } from "node:http";
import { createRequire } from "node:module";
import Koa from "koa";
import { Server } from "socket.io";

// The peer of the desk: co-wechat takes the webhook, Socket.IO hands the text to the agent's room. Nothing is
// stored, nobody signs in, and what was missed while a line was down is gone.

/** The package carries no types. */
type CoWechat = (token: string) => {
  middleware(
    handle: (message: { readonly Content?: string; readonly FromUserName?: string }) => Promise<string>,
  ): Koa.Middleware;
};

const coWechat: CoWechat = createRequire(import.meta.url)("co-wechat");
const contacts = Number(process.env["BENCH_CONTACTS"] ?? "1");
const app = new Koa();
const server = createServer();
const io = new Server(server);
io.on("connection", (socket) => void socket.join(`agent ${String(socket.handshake.auth["agent"])}`));

app.use(
  coWechat(process.env["BENCH_TOKEN"] ?? "").middleware(async ({ Content, FromUserName }) => {
    const fan = Number(/\d+$/.exec(FromUserName ?? "")?.[0] ?? 0);
    io.to(`agent ${Math.floor(fan / contacts)}`).emit("message", Content ?? "");
    return Content ?? "";
  }),
);

const answer = app.callback();
server.on("request", (request, response) => {
  if (request.method === "POST" && request.url?.startsWith("/webhooks/")) void answer(request, response);
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("disconnect", () => process.exit());
