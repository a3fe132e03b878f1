import { get, type IncomingMessage } from "node:http";
import type { Listeners, Watched } from "./listener.ts";
import { tokenOf } from "./floor.ts";

/** Opens the stream of every agent of ours and waits until each has its snapshot. */
export async function openStreams(port: number, agents: number, watched: Watched): Promise<Listeners> {
  const streams: IncomingMessage[] = [];
  for (let agent = 0; agent < agents; agent += 1) streams.push(await openStream(port, agent, watched));
  return {
    async close() {
      for (const stream of streams) stream.destroy();
    },
  };
}

async function openStream(port: number, agent: number, watched: Watched): Promise<IncomingMessage> {
  const headers = { cookie: `seatbridge=${tokenOf(agent)}`, accept: "text/event-stream" };
  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: "127.0.0.1", path: "/api/v1/stream", headers, agent: false }, resolve).once(
      "error",
      reject,
    );
  });
  if (stream.statusCode !== 200)
    throw new Error(`The stream of agent ${agent} was answered ${stream.statusCode}.`);
  return new Promise((resolve) => {
    readFrames(stream, (event, data) => {
      if (event === "desk") resolve(stream);
      if (event !== "messages") return;
      const { items } = JSON.parse(data) as Messages;
      for (const { author, content } of items) {
        if (author === "fan" && content.text !== undefined) watched.seen(agent, content.text);
      }
    });
  });
}

type Messages = {
  readonly items: readonly { readonly author: string; readonly content: { readonly text?: string } }[];
};

/** Server-sent events as they come (HTML standard, section 9.2): name and data of each. */
function readFrames(stream: IncomingMessage, onFrame: (event: string, data: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("error", () => undefined);
  stream.on("data", (chunk: string) => {
    const frames = (rest + chunk).split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const lines = frame.split("\n");
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = field("data");
      if (data !== undefined) onFrame(field("event") ?? "message", data);
    }
  });
}
