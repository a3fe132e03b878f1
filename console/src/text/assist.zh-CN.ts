/** 推荐答复。 */
export const text = {
  assist: "推荐答复",
  "assist.sure.high": "把握大",
  "assist.sure.fair": "有把握",
  "assist.sure.low": "把握小",
  "assist.none": "没有合适的推荐答复",
  "assist.nothing_open": "客户没有待答的问题，有了会在这里推荐答复",
  "assist.failed": "推荐答复没有取到，不影响手动回复。",
  "assist.dismiss": "不合适",
  "assist.dismiss_this": "不合适：{title}",
  "assist.dismissed": "已记下：不合适",
  "assist.back": "撤回“不合适”",
} as const;
