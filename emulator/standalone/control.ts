import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";

import { verification as wechatVerification } from "../wechat/index.ts";
import { verification as weiboVerification } from "../weibo/index.ts";
import { Bodies } from "./acts.ts";
import type { House } from "./open.ts";

const BODY_BYTES_MAX = 256 * 1_024;
const ECHO_BYTES = 8;
const VERIFY_MS = 5_000;

type Handle = (body: never) => unknown;

/** The control calls below /control, JSON both ways, for whoever sits at this machine. */
export async function handleControl(
  house: House,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, body: unknown): void =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (!isLocal(request)) return say(403, { error: "Only from this machine, by its own name." });
  const url = new URL(request.url ?? "", "http://emulator");
  if (request.method === "GET") {
    const answer = look(house, path, url.searchParams);
    return answer === undefined ? say(404, { error: "There is no such call." }) : say(200, answer);
  }
  const known = calls(house)[path];
  if (request.method !== "POST" || known === undefined) return say(404, { error: "There is no such call." });
  const [shape, run] = known;
  const body = shape.safeParse(await readJson(request));
  if (!body.success) return say(400, { error: "Not understood.", issues: body.error.issues.map(issueOf) });
  const answer = await run(body.data as never);
  return say(isRefused(answer) ? 409 : 200, answer);
}

function look(house: House, path: string, query: URLSearchParams): unknown {
  const [account = "", fan = ""] = ["account", "fan"].map((name) => query.get(name) ?? "");
  const { wechat, weibo, clock } = house;
  switch (path) {
    case "":
      return {
        now: new Date(clock.now()).toISOString(),
        wechat: wechat.accounts().map(({ name, appId }) => ({ name, appId })),
        weibo: weibo.accounts().map(({ name, uid }) => ({ name, uid })),
      };
    case "/clock":
      return { now: clock.now() };
    case "/fans":
      return { fans: house.of(account).fans(account) };
    case "/phone":
      return house.of(account).phone(account, fan, Number(query.get("since") ?? 0) || 0);
    case "/ledger": {
      const entries = house.of(account).ledger(account);
      const isSend = (call: string): boolean => /\/(?:send|bizsend|reply\.json|create\.json)$/.test(call);
      return query.get("accepted") === "1"
        ? { entries: entries.filter((one) => one.kind === "call" && one.code === 0 && isSend(one.path)) }
        : { entries };
    }
    default:
      return undefined;
  }
}

/** By their paths: what each takes, and what it does. */
function calls(house: House): Readonly<Record<string, readonly [z.ZodType, Handle]>> {
  const on = <Shape extends z.ZodType>(shape: Shape, run: (body: z.infer<Shape>) => unknown) =>
    [shape, run as Handle] as const;
  return {
    "/fans": on(Bodies.fans, ({ account, name, following }) =>
      house.of(account).fan(account, { following, ...(name !== undefined && { name }) }),
    ),
    "/act": on(Bodies.act, ({ account, fan, act, forged }) => house.act(account, fan, act, forged)),
    "/desk": on(Bodies.desk, ({ account, act }) => house.wechat.atDesk(account, act)),
    "/publish": on(Bodies.publish, ({ by, deed }) => house.weibo.publish(by, deed)),
    "/clock": on(Bodies.clock, ({ forwardMs }) => {
      house.clock.forward(forwardMs);
      return { now: house.clock.now() };
    }),
    "/faults": on(Bodies.faults, ({ account, faults }) =>
      house.of(account).faults(account, withoutUndefined(faults)),
    ),
    "/pushes": on(Bodies.pushes, ({ account, astray }) =>
      house.of(account).astray(account, astray ?? undefined),
    ),
    "/trick": on(Bodies.trick, ({ account, fan, trick }) => house.of(account).trick(account, fan, trick)),
    "/verify": on(Bodies.verify, ({ account }) => verify(house, account)),
  };
}

/** Asks the account's address as the platform does when it is entered. */
async function verify(house: House, accountId: string): Promise<unknown> {
  const echo = Buffer.from(house.random(ECHO_BYTES)).readBigUInt64BE().toString();
  const at = house.clock.now();
  const wechat = house.wechat.accounts().find(({ id }) => id === accountId);
  const weibo = house.weibo.accounts().find(({ id }) => id === accountId);
  if (wechat === undefined && weibo === undefined) return { kind: "refused", why: "account_unknown" };
  const { search } =
    wechat === undefined
      ? weiboVerification(weibo ?? { appSecret: "", uid: "1" }, at, echo)
      : wechatVerification(wechat, at, echo);
  const address = `${house.callbackOf({ id: accountId })}${search}`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(VERIFY_MS), redirect: "error" }).catch(
    () => undefined,
  );
  const body = (await answer?.text())?.slice(0, 1_000);
  return { kind: "verified", right: answer?.status === 200 && body === echo, status: answer?.status, body };
}

const withoutUndefined = <T>(value: T): never => JSON.parse(JSON.stringify(value)) as never;

const issueOf = ({ path, message }: z.core.$ZodIssue): string => `${path.join(".")}: ${message}`;

const isRefused = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && "kind" in answer && answer.kind === "refused";

/** A page of another site may have its own name point to this machine: the name counts, too. */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  const remote = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const named = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(headers.host ?? "");
  return (remote === "::1" || remote.startsWith("127.")) && named && headers.origin === undefined;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}
