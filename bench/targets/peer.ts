import { createRequire } from "node:module";
import Koa from "koa";

// The peer: co-wechat as its own page shows it, in a process of its own. It checks the signature, decrypts
// what is encrypted, parses, says the text back, and stores nothing.

/** The package carries no types. */
type CoWechat = (config: { token: string; appid: string; encodingAESKey: string }) => {
  middleware(handle: (message: { readonly Content?: string }) => Promise<string>): Koa.Middleware;
};

const coWechat: CoWechat = createRequire(import.meta.url)("co-wechat");
const app = new Koa();
const { BENCH_TOKEN: token = "", BENCH_APP_ID: appid = "", BENCH_AES_KEY: encodingAESKey = "" } = process.env;
app.use(coWechat({ token, appid, encodingAESKey }).middleware(async ({ Content }) => Content ?? ""));

const server = app.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("disconnect", () => process.exit());
