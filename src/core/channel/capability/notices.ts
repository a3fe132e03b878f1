import type { NoticeField } from "../../notice/field.ts";
import type { Asked } from "./asked.ts";

/** template: 模板消息, to whoever follows. subscription: 订阅通知, to whoever has agreed to it. */
export type NoticeVia = "template" | "subscription";

/** A notice as the platform has granted it to the account. */
export type NoticeTemplate = {
  readonly id: string;
  readonly via: NoticeVia;
  readonly title: string;
  readonly fields: readonly NoticeField[];
  /** One yes of the fan is one notice; else she agrees for good, or is not asked. */
  readonly once: boolean;
};

/** Notices that an account may send where no window is open; they leave by `deliver`, as a content of their kind. */
export type Notices = {
  readonly list: (signal: AbortSignal) => Promise<Asked<readonly NoticeTemplate[]>>;
};
