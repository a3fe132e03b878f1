/** Of what is said in public. */
export const socialFaults = {
  social_gone: { en: "There is no such thread or account.", zh: "没有这条微博会话或这个账号。" },
  social_item_gone: { en: "There is no such post in this thread.", zh: "这条会话里没有这条微博或评论。" },
  social_post_gone: {
    en: "The post was deleted; nothing can be said under it. Dismiss it as deleted, or write privately.",
    zh: "原帖已被删除，无法再评论。可标为“原帖已删除”，或改用私信。",
  },
  social_unconnected: {
    en: "This account cannot speak in public. Give it an access token and its uid on the account page.",
    zh: "该账号还不能在公开场合说话，请在账号页填写访问令牌和 UID。",
  },
  social_text_private: {
    en: "A customer's data (phone, order, identity card, address, e-mail) may not stand in public. Take it out, or write privately.",
    zh: "公开回复里不能出现客户的个人信息（手机号、订单号、证件号、地址、邮箱）。请删去，或改用私信。",
  },
  social_text_too_long: {
    en: "A comment has {max} characters at most, a Latin letter counts half. Shorten it.",
    zh: "评论最多 {max} 字（英文按半个计），请缩短。",
  },
  social_text_banned: {
    en: "Nobody promises this in public: {words}. Take it out.",
    zh: "公开回复里不能承诺：{words}。请改掉。",
  },
  social_text_unapproved: {
    en: "“{incident}” holds this: only its approved statements are said. Choose one, or ask a supervisor to add yours.",
    zh: "这条涉及“{incident}”，只能发它已审定的口径。请选一条，或请班长加上您的说法。",
  },
  social_incident_open: {
    en: "An incident holds all of this account already. End that one first, or begin one of a topic or a post.",
    zh: "该账号已有针对全账号的事件，请先结束它，或改为只针对话题词、某条原帖。",
  },
  social_incident_gone: {
    en: "This incident is over, or somebody has changed it meanwhile. Look again.",
    zh: "该事件已结束或刚被别人改过，请刷新后再看。",
  },
  social_report_too_long: {
    en: "The report has {days} days at most. Choose fewer.",
    zh: "报表一次最多看 {days} 天，请缩短时间。",
  },
  social_mark_unfit: {
    en: "This mark does not fit: a dismissal is right or needed an answer, an answer is judged by what it says.",
    zh: "这个结论不适用：“无需回复”只能评“没问题”或“其实该回”，回复按内容来评。",
  },
  social_text_same: {
    en: "We have said just this in public today; the platform may refuse it. Vary it, or send it all the same.",
    zh: "今天已公开说过一样的话，平台可能拒绝。请换个说法，或确认仍要发送。",
  },
  social_answer_open: { en: "{name} is answering this already.", zh: "{name} 正在回复这一条。" },
  social_answer_gone: { en: "There is no such answer.", zh: "没有这条回复。" },
  social_answer_decided: {
    en: "Somebody has decided on this answer already.",
    zh: "这条回复已有人处理过了。",
  },
  social_answer_own: {
    en: "Nobody approves her own answer. Ask a colleague.",
    zh: "不能审核自己的回复，请同事来看。",
  },
  social_answer_known: {
    en: "It is known by now what became of this answer. Look again.",
    zh: "这条回复的结果已经明确，请刷新后再看。",
  },
  social_answer_not_out: {
    en: "This answer does not stand in public, or its number there is not known. Delete it on the platform's page.",
    zh: "这条回复没有公开，或不知道它在平台上的编号，请到微博端删除。",
  },
  social_remove_failed: {
    en: "The platform did not delete it ({code}). Try again, or delete it on the platform's page.",
    zh: "平台没有删除（{code}）。请重试，或到微博端删除。",
  },
  social_link_unreadable: {
    en: "This is no address of a post. Copy it from the post's time.",
    zh: "这不是一条微博的链接。请点开微博的发布时间，复制网址。",
  },
  social_post_missing: {
    en: "There is no such post any more, or it is hidden from us.",
    zh: "这条微博已不存在，或我们看不到它。",
  },
  social_unreachable: {
    en: "The platform does not show it now ({code}). Try again in a moment.",
    zh: "平台暂时没有返回（{code}），请稍后再试。",
  },
  social_file_unreadable: {
    en: "It cannot be read ({reason}) {detail}. Nothing was taken in.",
    zh: "无法读取（{reason}）{detail}，没有导入任何内容。",
  },
  social_file_too_large: { en: "{max} at most. Split it.", zh: "最大 {max}，请拆分后再传。" },
  social_signature_wrong: {
    en: "This delivery is not signed by the account's import secret, or its time is more than five minutes off.",
    zh: "签名与账号的导入密钥不符，或时间相差超过五分钟。",
  },
} as const;
