import type { IncomingHttpHeaders } from "node:http";

/** A passive reply is a few hundred bytes; who sends more babbles. */
const ANSWER_BYTES_MAX = 64 * 1024;

/** A call as it leaves; the path has its query. */
export type Parts = {
  readonly method: "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** What somebody else's server answered. */
export type Known = {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
};

/** Why a call was not made, or its answer not taken. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** @throws Refused `answer_too_long`, `answer_encoded` */
export async function readAnswer(
  status: number,
  headers: IncomingHttpHeaders,
  bytes: AsyncIterable<Buffer>,
): Promise<Known> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    // Leaving early ends the connection.
    if (length > ANSWER_BYTES_MAX) throw new Refused("answer_too_long");
    chunks.push(chunk);
  }
  const { "content-type": contentType, "content-encoding": encoding } = headers;
  if (encoding !== undefined && encoding !== "identity") throw new Refused("answer_encoded");
  return { status, contentType, body: Buffer.concat(chunks) };
}
