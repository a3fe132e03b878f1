import type { WebhookRequest } from "../../core/channel/adapter.ts";

/**
 * A recorded webhook call: request line, headers, an empty line, the raw bytes of the body. The `Date` header
 * is when it arrived. Lines of the head may end in LF or CRLF; the body is taken as it is.
 * @throws Error naming what the file lacks.
 */
export function parseHttpFile(bytes: Buffer, name: string): WebhookRequest {
  const end = /\r?\n\r?\n/.exec(bytes.toString("latin1"));
  const head = bytes.subarray(0, end?.index).toString("utf8");
  const [requestLine = "", ...headers] = head.split(/\r?\n/);
  const request = /^(GET|POST) (\S+) HTTP\/1\.1$/.exec(requestLine);
  if (request === null) throw new Error(`${name}: the first line is no request, like "POST /?a=b HTTP/1.1"`);
  const at = Date.parse(headers.find((header) => /^date:/i.test(header))?.slice("date:".length) ?? "");
  if (Number.isNaN(at)) throw new Error(`${name}: there is no Date header that says when it arrived`);
  return {
    method: request[1] === "GET" ? "GET" : "POST",
    query: new URL(request[2] ?? "", "http://fixture").searchParams,
    body: end === null ? new Uint8Array() : bytes.subarray(end.index + end[0].length),
    at,
  };
}
