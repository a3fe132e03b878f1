import type { NoticeTemplate } from "../channel/capability/notices.ts";
import type { Content } from "../channel/content.ts";
import { Fault } from "../kernel/fault.ts";
import { problemOf } from "./field.ts";

export type FilledNotice = Extract<Content, { kind: "notice" }>;

/**
 * A template with values by the keys of its fields.
 * @throws Fault `notice_fields_wrong` {fields}: their labels
 */
export function fillNotice(
  { id, via, title, fields }: Omit<NoticeTemplate, "once">,
  values: Readonly<Record<string, string>>,
): FilledNotice {
  const textOf = (key: string): string => (Object.hasOwn(values, key) ? (values[key] ?? "").trim() : "");
  const wrong = fields.filter((field) => problemOf(field, textOf(field.key)) !== undefined);
  if (wrong.length > 0) {
    const names = wrong.map(({ label, key }) => label || key).join(", ");
    throw new Fault("notice_fields_wrong", `The platform would not take these fields: ${names}.`, {
      fields: names,
    });
  }
  const lines = fields.map(({ key, label }) => ({ key, label, text: textOf(key) }));
  return { kind: "notice", via, templateId: id, title, lines };
}
