import { MEDIA_BYTES_MAX, SNIFFED_BYTES, sniffUpload } from "../../../../../src/core/media/sniff.ts";
import { t } from "../../../text/index.ts";
import "../../../text/media.ts";
import type { Attachment, Limits } from "./attachments.ts";
import { filmCover } from "./cover.ts";
import { sizeOf } from "./size.ts";

const ATTACHMENTS_MAX = 9;

/** A file as it can be sent, beside so many others; or why it cannot, told before it is uploaded. */
export async function prepare(
  file: File,
  limits: Limits,
  count: number,
): Promise<Omit<Attachment, "key"> | string> {
  const found = sniffUpload(new Uint8Array(await file.slice(0, SNIFFED_BYTES).arrayBuffer()));
  if (found === undefined) return t("attach.file", { name: file.name });
  const why = refusalOf(file, found, limits);
  if (why !== undefined) return why;
  if (count >= ATTACHMENTS_MAX) return t("attach.too_many", { max: ATTACHMENTS_MAX });
  const { kind } = found;
  const url = URL.createObjectURL(file);
  const wanted = kind === "video" && limits !== "kept" ? limits.video?.cover : undefined;
  const cover = wanted && (await filmCover(url, wanted.bytesMax));
  return { kind, file, url, ...(cover === undefined ? {} : { cover }) };
}

function refusalOf(
  { name, size }: File,
  found: NonNullable<ReturnType<typeof sniffUpload>>,
  limits: Limits,
): string | undefined {
  const { kind, type } = found;
  const word = t(`desk.kind.${kind}`);
  const limit = limits === "kept" ? { types: [type], bytesMax: MEDIA_BYTES_MAX[kind] } : limits[kind];
  if (limit === undefined) return t("attach.kind", { name, kind: word });
  if (!limit.types.includes(type)) {
    const types = limit.types.map((one) => one.slice(one.indexOf("/") + 1).toUpperCase()).join(", ");
    return t("attach.type", { name, kind: word, types });
  }
  if (size <= limit.bytesMax) return undefined;
  return t("attach.too_large", { name, size: sizeOf(size), max: sizeOf(limit.bytesMax, 0) });
}
