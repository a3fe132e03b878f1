/** Of what an agent does at her desk. */
export const deskFaults = {
  conversation_unseen: {
    en: "You may not see this conversation, or there is none. Ask a supervisor.",
    zh: "您无权查看这个会话，或会话不存在。请联系班长。",
  },
  contact_gone: { en: "There is no such contact.", zh: "这个会话不存在。" },
  sends_changed: {
    en: "These have changed; there are {count} now. Look again, then repeat it.",
    zh: "这里有了变化，现在是 {count} 条，请看过后再操作。",
  },
  contact_not_yours: {
    en: "{owner} has this contact. You can leave a note.",
    zh: "这个会话由{owner}接待，您可以写内部备注。",
  },
  contact_not_active: {
    en: "Nobody serves this contact now. Accept it first.",
    zh: "这个会话目前没有人接待，请先接待再回复。",
  },
  contact_not_wrapping: {
    en: "There is nothing to wrap up here any more.",
    zh: "这个会话已不需要填写小结。",
  },
  contact_over: {
    en: "This contact is over. Write the note on its ticket.",
    zh: "这个会话已关闭，请把备注写在工单里。",
  },
  contact_taken: { en: "{owner} was quicker and has this contact.", zh: "{owner}先一步接待了这个会话。" },
  contact_not_with_bot: {
    en: "The bot does not have this contact any more.",
    zh: "这个会话已不在机器人接待中。",
  },
  not_seated: { en: "Sign in on a seat first.", zh: "请先签入座席。" },
  at_capacity: {
    en: "Your hands are full. End a contact first, or fill a wrap-up.",
    zh: "已达接待上限，请先结束一个会话或填完小结。",
  },
  undo_too_late: {
    en: "It is too late to take this back. Fill the wrap-up, or write to the fan anew.",
    zh: "已超过撤销时间，请填写小结。",
  },
  fan_wrote_again: {
    en: "The fan has written again: her words are a contact of their own by now.",
    zh: "客户又发来了消息，已成为新的会话，不能撤销结束。",
  },
  reply_empty: { en: "There is nothing to send. Write something.", zh: "内容为空，请先输入。" },
  reply_too_long: {
    en: "At most {max} characters fit. Shorten it.",
    zh: "最多 {max} 字，请删减后再发。",
  },
  reply_window_closed: {
    en: "The platform takes no message to this customer any more until she writes again.",
    zh: "可回复时段已过：客户再发来消息之前，平台不再接收我们的消息。",
  },
  reply_places_used_up: {
    en: "The platform takes {left} more messages to this customer until she writes again; this would be {parts}.",
    zh: "客户再发来消息之前，平台只再接收 {left} 条；这次要发 {parts} 条。",
  },
  placeholder_unresolved: {
    en: "Fill in {placeholder} first.",
    zh: "请先填写 {placeholder}。",
  },
  media_missing: {
    en: "There is no such picture. Upload it again.",
    zh: "图片不存在，请重新上传。",
  },
  media_too_large: { en: "A picture may have {max} at most.", zh: "图片最大 {max}。" },
  media_unreadable: {
    en: "That is no PNG, JPEG, GIF or WebP picture.",
    zh: "只支持 PNG、JPEG、GIF、WebP 图片。",
  },
  media_expired: { en: "The platform no longer has this picture.", zh: "平台已不再保存这张图片。" },
  media_refused: { en: "This picture cannot be shown.", zh: "这张图片无法显示。" },
  media_unreachable: {
    en: "The platform did not give us the picture. Try again in a moment.",
    zh: "暂时取不到图片，请稍后再试。",
  },
  too_many_streams: {
    en: "The desk is open in too many windows. Close one of them.",
    zh: "客服台打开的窗口过多，请关闭一些。",
  },
} as const;
