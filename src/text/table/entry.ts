const HEADINGS = {
  "zh-CN": {
    title: "标准问",
    phrasings: "相似问",
    answer: "答案",
    from: "生效时间",
    until: "失效时间",
    accounts: "适用账号",
    "answer.wechat-oa": "公众号答案",
    "answer.wechat-mini": "小程序答案",
    "answer.weibo": "微博答案",
  },
  en: {
    title: "Question",
    phrasings: "Phrasings",
    answer: "Answer",
    from: "From",
    until: "Until",
    accounts: "Accounts",
  },
} as const;

/** What stands above a column of entries; read again, it is known. */
export const entryHeading = (field: string, language: keyof typeof HEADINGS): string =>
  (HEADINGS[language] as Readonly<Record<string, string>>)[field] ?? field.replace(".", " ");
