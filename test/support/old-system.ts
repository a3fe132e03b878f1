import { createServer, type ServerResponse } from "node:http";

/** One call as the system of before got it. */
export type HeardThere = {
  readonly method: string;
  /** With the query, as it came over the wire. */
  readonly url: string;
  readonly type: string | undefined;
  readonly body: Buffer;
};

/** The system that answered an account's fans before: it keeps what it hears, and answers as a test says. */
export type OldSystem = {
  readonly url: string;
  readonly heard: HeardThere[];
  answer: (call: HeardThere, response: ServerResponse) => void;
  readonly close: () => Promise<void>;
};

export async function openOldSystem(): Promise<OldSystem> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const call = { method, url, type: headers["content-type"], body: Buffer.concat(chunks) };
      system.heard.push(call);
      system.answer(call, response);
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const system: OldSystem = {
    url: `http://127.0.0.1:${port}`,
    heard: [],
    answer: (call, response) => says(response, `原系统：${textIn(call.body)}`, call),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return system;
}

const cdataOf = (body: Buffer, name: string): string =>
  new RegExp(`<${name}><!\\[CDATA\\[(.*?)\\]\\]>`, "s").exec(body.toString())?.[1] ?? "";

export const textIn = (body: Buffer): string => cdataOf(body, "Content");

/** Bytes that our own writer would never make: whoever hands them on as they are has not read them. */
export function theirReply(words: string, body: Buffer): string {
  const [from, to] = [cdataOf(body, "FromUserName"), cdataOf(body, "ToUserName")];
  return `<xml>\n  <ToUserName><![CDATA[${from}]]></ToUserName>\n <FromUserName><![CDATA[${to}]]></FromUserName><CreateTime>1</CreateTime>\n <MsgType><![CDATA[text]]></MsgType> <Content><![CDATA[${words}]]></Content>\n</xml>\n`;
}

export function says(response: ServerResponse, words: string, { body }: HeardThere): void {
  response.writeHead(200, { "content-type": "text/xml;charset=UTF-8" });
  response.end(theirReply(words, body));
}
