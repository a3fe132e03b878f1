/** Of what an agent does at her desk. */
export const deskFaults = {
  conversation_unseen: {
    en: "You may not see this conversation, or there is none. Ask a supervisor.",
    zh: "您无权查看这个会话，或会话不存在。请联系班长。",
  },
  reason_unknown: {
    en: "Nothing was kept of why this was said.",
    zh: "没有留下为什么这样说的记录。",
  },
  awaits_too_many: {
    en: "You wait for too many customers. Stop waiting for one first.",
    zh: "等待提醒的客户太多了，请先取消几位再添加。",
  },
  contact_gone: { en: "There is no such contact.", zh: "这个会话不存在。" },
  spending_too_long: {
    en: "Ask for {days} days at most.",
    zh: "最多查询 {days} 天。",
  },
  sends_changed: {
    en: "These have changed; there are {count} now. Look again, then repeat it.",
    zh: "这里有了变化，现在是 {count} 条，请看过后再操作。",
  },
  contact_not_yours: {
    en: "{owner} has this contact. You can leave a note.",
    zh: "这个会话由{owner}接待，您可以写内部备注。",
  },
  contact_in_public: {
    en: "The customer asked in public: answer below the post. Nothing is sent privately for it.",
    zh: "客户是在公开场合问的：请在微博下回复，不会因此给对方发私信。",
  },
  contact_not_active: {
    en: "Nobody serves this contact now. Accept it first.",
    zh: "这个会话目前没有人接待，请先接待再回复。",
  },
  contact_not_wrapping: {
    en: "There is nothing to wrap up here any more.",
    zh: "这个会话已不需要填写小结。",
  },
  contact_on_hold: { en: "This contact is on hold already.", zh: "这个会话已经挂起。" },
  contact_not_on_hold: { en: "This contact is not on hold any more.", zh: "这个会话已不在挂起中。" },
  transfer_to_oneself: { en: "She is yours already.", zh: "这位客户已经由您接待。" },
  contact_not_passed: {
    en: "Nobody has passed this contact on to you.",
    zh: "这个会话不是别人转给您的，不能退回。",
  },
  abuse_warned_twice: {
    en: "The customer has been warned twice. A leader may end the contact.",
    zh: "已经提醒过两次了，可以请班长结束这个会话。",
  },
  abuse_unwarned: {
    en: "The customer is warned twice before this ({warned} so far).",
    zh: "需要先提醒客户两次才能结束（已提醒 {warned} 次）。",
  },
  abuse_not_flagged: {
    en: "This customer is not marked for insults, or no more. Look again.",
    zh: "这位客户没有辱骂标记，或标记已到期、已解除，请刷新后再看。",
  },
  abuse_given_before: {
    en: "You have given this customer to a colleague once. Ask a leader.",
    zh: "这位客户您已经因辱骂交给过同事一次，请求助班长。",
  },
  abuse_no_cause: {
    en: "No insult of this customer's is known. Warn the customer first, or pass the chat on.",
    zh: "没有查到这位客户的辱骂内容。请先发送辱骂提醒，或改用转接。",
  },
  recovery_no_cause: {
    en: "You have not served this customer lately.",
    zh: "您近期没有接待过这位客户。",
  },
  recovery_had: {
    en: "You have had your moment after this contact.",
    zh: "这个会话之后您已经缓过一次了。",
  },
  bounce_too_late: {
    en: "It is too late to send it back. Pass it on instead.",
    zh: "已超过退回时限，请改用转接。",
  },
  recall_too_late: {
    en: "Somebody has it by now, or it was not passed on by you.",
    zh: "已有同事接待，或不是您转出的，不能撤回。",
  },
  call_back_when: {
    en: "Choose a moment within the next 30 days.",
    zh: "请选择今后 30 天内的时间。",
  },
  not_called_back: { en: "This contact is no call-back.", zh: "这个会话不是约好的回访。" },
  member_gone: { en: "She does not write here any more.", zh: "她已不在这个三方会话里。" },
  consult_gone: { en: "There is no such question.", zh: "没有这条求助。" },
  consult_over: { en: "This question has ended.", zh: "这条求助已经结束。" },
  consult_not_yours: { en: "This question is not for you.", zh: "这条求助不是发给您的。" },
  consult_taken: { en: "{name} looks after it.", zh: "{name}已经在处理。" },
  consult_oneself: { en: "Ask somebody else.", zh: "请选择另一位同事。" },
  consult_open: {
    en: "The same question is open about this customer. Wait for the answer, or take it back.",
    zh: "这位客户已有同样的求助在等答复，请等待或先撤回。",
  },
  review_open: {
    en: "A reply to this customer waits to be looked at. Wait, or take it back.",
    zh: "给这位客户的一条回复正在待审，请等待或先撤回。",
  },
  review_text_only: {
    en: "Until your first replies have been looked at only text can be sent.",
    zh: "待审期间只能发送文字。",
  },
  review_heard: {
    en: "The customer has written since. Read it, then decide again.",
    zh: "客户又发来了消息，请看过再决定。",
  },
  review_answered: {
    en: "A colleague has answered since. Give this reply back.",
    zh: "已有同事回复了客户，请退回这条回复。",
  },
  contact_not_waiting: { en: "Nobody waits here any more.", zh: "这位客户已不在排队。" },
  break_code_gone: {
    en: "That break reason is not there any more. Choose another.",
    zh: "这个小休原因已经停用，请选别的。",
  },
  break_ask_gone: { en: "She does not stand in the break line any more.", zh: "她已经不在小休队伍里了。" },
  break_codes_too_many: {
    en: "There are {max} break reasons already. Switch off some that nobody needs.",
    zh: "小休原因已有 {max} 个，请先停用不需要的。",
  },
  break_code_name_taken: {
    en: "There is a break reason “{name}” already.",
    zh: "已经有小休原因“{name}”了。",
  },
  agent_not_seated: { en: "{name} is not signed in on a seat.", zh: "{name}没有签入座席。" },
  agent_not_ready: {
    en: "{name} is not ready now. Choose somebody else, or pass it on cold.",
    zh: "{name}现在未示闲，请换一位同事，或改用冷转。",
  },
  agent_barred: {
    en: "{name} must not have this contact. Choose somebody else.",
    zh: "{name}需要回避这位客户，请换一位同事。",
  },
  agent_channel_full: {
    en: "{name} has {max} of this kind, and may have no more.",
    zh: "{name}同类会话已有 {max} 个，达到这个渠道的上限。",
  },
  agent_channel_alone: {
    en: "{name} has something in hand that goes with nothing else.",
    zh: "{name}手上的会话与这位客户的渠道不能同时接待。",
  },
  contact_passing: {
    en: "{name} is asked to take this customer over. Call that off first.",
    zh: "正在转给{name}，请先撤回转接。",
  },
  agent_at_capacity: {
    en: "{name} has {used} of {capacity} units in use.",
    zh: "{name}已接待 {used}/{capacity}，超出上限需要确认。",
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
  transfer_limit: {
    en: "She has been passed on {max} times. Help her yourself, or ask a leader.",
    zh: "这位客户已被转接 {max} 次，请自己处理，或请班长协助。",
  },
  not_eligible: {
    en: "This contact is not for you now: set yourself ready, or leave it to whoever has the skills for it.",
    zh: "现在不能接入这个会话：请先示闲，或留给具备相应技能的同事。",
  },
  not_visible: {
    en: "Others have waited longer: take one of those that you are shown.",
    zh: "前面还有等得更久的客户，请从列表里显示的几位中接待。",
  },
  not_seated: { en: "Sign in on a seat first.", zh: "请先签入座席。" },
  at_capacity: {
    en: "Your hands are full. End a contact first, or fill a wrap-up.",
    zh: "已达接待上限，请先结束一个会话或填完小结。",
  },
  channel_full: {
    en: "You have {max} of this kind, and may have no more. End one first.",
    zh: "您的同类会话已有 {max} 个，达到这个渠道的上限，请先结束一个。",
  },
  channel_alone: {
    en: "What you have in hand and this customer's channel do not go together. End it first.",
    zh: "您手上的会话与这位客户的渠道不能同时接待，请先结束。",
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
  notice_not_offered: {
    en: "The customer has not agreed to this notice, or it is offered no more. Choose another.",
    zh: "客户没有同意接收这条通知，或已停用。请换一条。",
  },
  notice_budget_used_up: {
    en: "The account has sent all such notices that the platform takes for today. Choose another, or wait.",
    zh: "这个账号今天的这类通知已发完，平台不再接收。请换一种通知，或等额度恢复。",
  },
  notice_fields_wrong: {
    en: "The platform would not take these fields: {fields}. Change them.",
    zh: "这些内容不符合平台的要求：{fields}。请修改后再发。",
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
  kind_not_sent: {
    en: "The platform of this account does not take this kind of message. Say it in words.",
    zh: "这个账号所在的平台不接收这类消息，请改用文字。",
  },
  media_type_not_sent: {
    en: "The platform of this account takes only {types} of these.",
    zh: "这个账号所在的平台只接收 {types} 格式。",
  },
  cover_missing: {
    en: "A film needs a cover picture. Choose the film again.",
    zh: "视频缺少封面，请重新选择视频。",
  },
  menu_too_long: {
    en: "A menu has {max} lines at most. Take some away.",
    zh: "菜单最多 {max} 项，请删减。",
  },
  mini_program_unnamed: {
    en: "Say which mini program it is, by its appid.",
    zh: "请填写小程序的 AppID。",
  },
  media_missing: {
    en: "There is no such upload. Choose the file again.",
    zh: "文件不存在，请重新选择并上传。",
  },
  media_too_large: {
    en: "At most {max} are taken. Choose a smaller file.",
    zh: "文件最大 {max}，请换一个。",
  },
  media_unreadable: {
    en: "That is no picture, voice or film that can be sent.",
    zh: "文件不是可以发送的图片、语音或视频。",
  },
  media_expired: { en: "The platform no longer has it.", zh: "已过期，平台不再提供。" },
  media_refused: { en: "This cannot be shown.", zh: "这份内容无法显示。" },
  media_unreachable: {
    en: "The platform did not give it to us. Try again in a moment.",
    zh: "平台暂时没有给出文件，请稍后再试。",
  },
  too_many_streams: {
    en: "The desk is open in too many windows. Close one of them.",
    zh: "客服台打开的窗口过多，请关闭一些。",
  },
  // Of what a platform keeps of fans.
  fan_change_unsupported: {
    en: "The platform of this account offers nothing of the kind, or the account has no access to its interface.",
    zh: "这个账号所在的平台不支持这项操作，或账号没有开通接口。",
  },
  label_too_long: {
    en: "A label has {bytesMax} bytes at most (a Chinese character has 3, an emoji 4); this one has {bytes}. Shorten it.",
    zh: "标签最长 {bytesMax} 字节（一个汉字 3 字节，一个表情 4 字节），现在是 {bytes} 字节，请改短。",
  },
  labels_of_fan_used_up: {
    en: "A fan has {max} labels at most. Take one away first.",
    zh: "一位粉丝最多 {max} 个标签，请先去掉一个。",
  },
  labels_used_up: {
    en: "An account has {max} labels at most. Use one that is there, or delete one on the platform's page.",
    zh: "一个账号最多 {max} 个标签。请用已有的标签，或先在平台后台删除不用的标签。",
  },
  fan_remark_too_long: {
    en: "The platform keeps a remark of {max} characters at most. Shorten it.",
    zh: "平台备注最多 {max} 个字，请改短。",
  },
  merge_gone: {
    en: "Somebody has parted these identities meanwhile, or they have moved. Look again.",
    zh: "这两个身份已被同事拆开或有了变化，请刷新后再看。",
  },
} as const;
