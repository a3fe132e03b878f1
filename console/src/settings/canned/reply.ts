import { splitText, utf8Bytes } from "../../../../src/core/channel/split.ts";
import type { Answer } from "../../api/endpoints.ts";
import { fillHoles, firstHole } from "../../desk/compose/canned/holes.ts";
import { may, me } from "../../me/session.ts";
import { t, type TextKey } from "../../text/index.ts";

export type Canned = Answer<"GET /canned">["items"][number];
export type Scope = Canned["scope"];

export const SCOPES: readonly Scope[] = ["all", "queue", "mine"];

/** One's own are one's own; the others take a permission. Hides what would be refused; the server decides. */
export const mayEdit = (scope: Scope): boolean =>
  scope === "mine" ? may("contact.serve") : may("canned.write");

/** What the desk fills in by itself, as it stands in a text in any language of the page. */
export const HOLES: readonly { readonly name: string; readonly text: TextKey }[] = [
  { name: "客户称呼", text: "settings.canned.hole.customer" },
  { name: "客服姓名", text: "settings.canned.hole.agent" },
  { name: "工单号", text: "settings.canned.hole.ticket" },
];

/** What one message of a WeChat account holds, in bytes of UTF-8; a longer text leaves in several. */
export const WECHAT_BYTES_MAX = 2_048;

export type Preview = {
  /** The text as it would go to a customer. */
  readonly text: string;
  /** The first place that an agent has to fill by hand, as it is written; undefined where there is none. */
  readonly left: string | undefined;
  readonly bytes: number;
  /** In how many WeChat messages it leaves. */
  readonly parts: number;
};

/** A text with an example for each place that the desk fills. */
export function previewOf(body: string): Preview {
  const text = fillHoles(body, {
    客户称呼: t("settings.canned.example.customer"),
    客服姓名: me.value?.name ?? "",
    工单号: t("desk.ticket.number", { n: 1024 }),
  });
  const hole = firstHole(text);
  const bytes = utf8Bytes(text);
  return {
    text,
    left: hole === undefined ? undefined : text.slice(hole.from, hole.to),
    bytes,
    parts: bytes <= WECHAT_BYTES_MAX ? 1 : splitText(text, WECHAT_BYTES_MAX).length,
  };
}

/** A code is typed after a slash: letters, digits, underscores and dashes. The server holds to the same. */
export const isCode = (code: string): boolean => /^[\p{L}\p{N}_-]+$/u.test(code);
