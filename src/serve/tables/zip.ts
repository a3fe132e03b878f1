import { UNPACKED_BYTES_MAX } from "../../core/table/table.ts";

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 0xffff;
const ENTRIES_MAX = 2_000;
/** Where ZIP64 has the size elsewhere: nothing as large is a table. */
const ELSEWHERE = 0xffffffff;

/**
 * Whether an archive says, entry by entry, that it is not too large unpacked. The library unpacks no entry beyond what
 * is said here; an entry that says nothing would have no such limit.
 */
export function unpacksWithin(bytes: Uint8Array): "fits" | "too_large" | "unreadable" {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return "unreadable";
  const count = view.getUint16(end + 10, true);
  if (count > ENTRIES_MAX) return "too_large";
  let at = view.getUint32(end + 16, true);
  let sum = 0;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) return "unreadable";
    const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const isUnsaid = unpacked === 0 && (packed > 0 || (view.getUint16(at + 8, true) & 8) !== 0);
    if (unpacked === ELSEWHERE || isUnsaid) return "unreadable";
    sum += unpacked;
    if (sum > UNPACKED_BYTES_MAX) return "too_large";
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return "fits";
}

function endOf(view: DataView): number | undefined {
  const from = Math.max(0, view.byteLength - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = view.byteLength - END_BYTES; at >= from; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  return undefined;
}
