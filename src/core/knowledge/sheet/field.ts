import type { Names } from "../../table/columns.ts";

const BASE = {
  title: ["标准问", "问题", "标准问题", "标题", "主问", "question", "faq"],
  phrasings: ["相似问", "相似问法", "相似问题", "问法", "扩展问", "similar", "similar questions", "variants"],
  answer: ["答案", "回答", "答复", "标准答案", "回复", "reply", "answers"],
  from: ["生效时间", "开始时间", "生效日期", "从", "valid from", "start"],
  until: [
    "失效时间",
    "结束时间",
    "到期",
    "到期日",
    "有效期至",
    "截止",
    "过期时间",
    "valid until",
    "end",
    "expires",
  ],
  accounts: ["适用账号", "账号", "也用于", "account"],
} as const;

export type BaseField = keyof typeof BASE;
/** Beside the answer for all, one by platform: `answer.weibo`. */
export type KnowledgeField = BaseField | `answer.${string}`;
export const BASE_FIELDS = Object.keys(BASE) as readonly BaseField[];

export const answerField = (platform: string): KnowledgeField => `answer.${platform}`;
const PLATFORM_FIELD = /^answer\.([a-z][a-z0-9-]{0,31})$/;
export const platformOf = (field: string): string | undefined => PLATFORM_FIELD.exec(field)?.[1];

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  "wechat-oa": ["公众号答案", "微信答案", "微信公众号答案"],
  "wechat-mini": ["小程序答案", "微信小程序答案"],
  weibo: ["微博答案"],
};

/** What headings mean, where answers may be of these platforms. */
export const knowledgeNames = (platforms: readonly string[]): Names<KnowledgeField> => ({
  ...BASE,
  ...Object.fromEntries(
    platforms.map((platform) => [
      answerField(platform),
      [`答案 ${platform}`, `answer ${platform}`, ...(KNOWN[platform] ?? [])],
    ]),
  ),
});

/** What cannot be left out. */
export const NEEDED = ["title", "answer"] as const satisfies readonly KnowledgeField[];
