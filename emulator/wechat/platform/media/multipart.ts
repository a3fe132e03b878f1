/** One file of a form. */
export type Part = { readonly name: string; readonly fileName: string | undefined; readonly bytes: Buffer };

const PARTS_MAX = 10;
const HEAD_END = Buffer.from("\r\n\r\n");

/** The parts of a multipart/form-data body (RFC 7578); undefined where it is none. */
export function readMultipart(contentType: string, body: Buffer): readonly Part[] | undefined {
  const boundary = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(
    contentType,
  );
  if (boundary === null) return undefined;
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2] ?? ""}`);
  const parts: Part[] = [];
  let from = body.indexOf(mark);
  while (from !== -1 && parts.length < PARTS_MAX) {
    const start = from + mark.length;
    if (body.subarray(start, start + 2).toString() === "--") return parts;
    const next = body.indexOf(Buffer.concat([Buffer.from("\r\n"), mark]), start);
    if (next === -1) return undefined;
    const part = readPart(body.subarray(start + 2, next));
    if (part === undefined) return undefined;
    parts.push(part);
    from = next + 2;
  }
  return undefined;
}

function readPart(bytes: Buffer): Part | undefined {
  const end = bytes.indexOf(HEAD_END);
  if (end === -1) return undefined;
  const head = bytes.subarray(0, end).toString("utf8");
  const disposition = /^content-disposition:\s*form-data\b(.*)$/im.exec(head)?.[1];
  const name = disposition && /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
  if (disposition === undefined || name === undefined) return undefined;
  return {
    name,
    fileName: /;\s*filename="([^"]*)"/i.exec(disposition)?.[1],
    bytes: bytes.subarray(end + HEAD_END.length),
  };
}
