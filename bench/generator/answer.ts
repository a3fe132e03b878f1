import type { Wire } from "../wire/wire.ts";

/** Whether a reply in clear goes to this very fan, and says this text as it is written on the wire. */
export function isRightAnswer({ marks }: Wire, reply: Buffer, fan: Buffer, text: Buffer): boolean {
  return holds(reply, marks.fan, fan) && holds(reply, marks.text, text);
}

function holds(reply: Buffer, [before, after]: readonly [Buffer, Buffer], wanted: Buffer): boolean {
  const markAt = reply.indexOf(before);
  const start = markAt + before.length;
  const end = start + wanted.length;
  return (
    markAt >= 0 &&
    reply.subarray(start, end).equals(wanted) &&
    reply.subarray(end, end + after.length).equals(after)
  );
}
