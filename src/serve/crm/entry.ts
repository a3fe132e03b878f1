import type { RecordEntry } from "../../core/ticket/connector.ts";
import type { UntoldEvent } from "../../flow/record/ports.ts";
import { recordText } from "../../text/record/record-text.ts";

/** An event as a CRM is told it; undefined where it need not hear of it. */
export function entryOf({ happening, words }: UntoldEvent): RecordEntry | undefined {
  const text = recordText("zh-CN", happening, words);
  if (text === undefined) return undefined;
  const { id, at, code, actor } = happening;
  const { kind, staff } = actor;
  return { id, at, code, by: staff === null ? { kind } : { kind, name: staff.name }, text };
}
