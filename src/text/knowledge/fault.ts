/** Of what the bot knows. */
export const knowledgeFaults = {
  entry_gone: { en: "There is no such entry any more.", zh: "这个标准问已不存在。" },
  entry_version_gone: { en: "There is no such version of the entry.", zh: "没有这个版本。" },
  entry_wrong: {
    en: "The entry has {n} things that have to be mended before it can be published. Each is told beside its field.",
    zh: "还有 {n} 处需要先改好才能发布，已标在对应的位置。",
  },
  entry_words_taken: {
    en: "“{words}” is asked for by “{title}” already. Change it in one of the two: nobody could tell which is meant.",
    zh: "“{words}”已经是标准问“{title}”的问法。请改掉其中一处，否则无法判断客户问的是哪一个。",
  },
  suggestion_gone: {
    en: "There is nothing like that to suggest there any more. Open the chat anew.",
    zh: "这条推荐已经不在了，请重新打开会话。",
  },
} as const;
