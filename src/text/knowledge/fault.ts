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
  entry_untried: {
    en: "Somebody has published something else meanwhile. Publish it once more: it will be tried out anew.",
    zh: "期间有其他知识发布了。请再发布一次，会重新试跑。",
  },
  entry_worse: {
    en: "Published like this, {n} questions would be served worse than now. Look at the trial; say why if you publish it all the same.",
    zh: "这样发布，有 {n} 个问题会比现在答得差。请先看试跑结果；仍要发布请写明原因。",
  },
  canary_running: {
    en: "Another entry of this account answers a part of its customers already. End that first: two at once could not be told apart.",
    zh: "这个账号已有一个标准问在灰度。请先结束它，两个同时灰度分不清是谁的效果。",
  },
  canary_gone: { en: "It answers no part of the customers any more.", zh: "灰度已经结束。" },
  lane_risk_queue: {
    en: "Danger needs a queue of its own. Choose one in which somebody always answers.",
    zh: "“危险”必须指定一个队列。请选一个始终有人接待的队列。",
  },
  picture_gone: {
    en: "This picture is not in the house. Choose it again from a file.",
    zh: "这张图片不在系统里，请重新选择图片文件。",
  },
  picture_pixels: {
    en: "A picture may have at most {max} million pixels. Make it smaller, then choose it again.",
    zh: "图片最多 {max} 百万像素，请缩小后再选。",
  },
  release_gone: { en: "There is no such publication any more.", zh: "这次批量发布已不存在。" },
  release_undone: { en: "It was taken back already.", zh: "这次批量发布已经撤回过了。" },
  set_gone: { en: "There is no such list any more.", zh: "这份清单已不存在。" },
  todo_gone: { en: "There is no such thing to do any more.", zh: "这条待办已不存在。" },
  todo_settled: {
    en: "Somebody was quicker with this one. The list is up to date now; go on with the next.",
    zh: "这条待办刚刚已被其他人处理。清单已更新，请继续下一条。",
  },
  trial_gone: { en: "There is no such trial any more.", zh: "这次试跑的结果已不存在。" },
  golden_gone: { en: "There is no such golden question any more.", zh: "这道考题已不存在。" },
  goldens_full: {
    en: "An account has at most {max} golden questions. Take some away first.",
    zh: "一个账号最多 {max} 道考题，请先删去一些。",
  },
  suggestion_gone: {
    en: "There is nothing like that to suggest there any more. Open the chat anew.",
    zh: "这条推荐已经不在了，请重新打开会话。",
  },
  phrasing_personal: {
    en: "“{words}” may tell who the customer is, and knowledge is kept for ever. Write it in general words.",
    zh: "“{words}”里可能有能认出客户的内容，而知识库会一直保留。请换成不带个人信息的说法。",
  },
  entry_full: {
    en: "An entry has at most {max} phrasings. Take some away first.",
    zh: "一个标准问最多 {max} 条相似问，请先删去一些。",
  },
  learning_decided: {
    en: "Somebody has decided on some of these questions meanwhile. Look again.",
    zh: "其中有些问题刚刚已被其他人处理，请刷新后再看。",
  },
  learning_act_gone: { en: "That was taken back already.", zh: "这次处理已经撤销过了。" },
  learning_undo_late: {
    en: "Somebody has gone on from there, and would lose it. Change the entry itself.",
    zh: "之后又有人改过，直接撤销会丢掉改动。请到标准问里修改。",
  },
} as const;
