/** Of wrap-ups, tickets, reasons and canned replies. */
export const workFaults = {
  wrap_up_incomplete: { en: "Still to be filled: {fields}.", zh: "还需填写：{fields}。" },
  wrap_up_nothing_before: {
    en: "You have filled no wrap-up before. Fill this one by hand.",
    zh: "您还没有填过小结，这一条请手动填写。",
  },
  due_not_ahead: {
    en: "The due date has to lie ahead, within a year.",
    zh: "到期时间须晚于现在，且在一年之内。",
  },
  lane_word_long: { en: "A word has at most {max} characters.", zh: "一个词最多 {max} 个字。" },
  lane_word_short: {
    en: "Two characters at least: a single one stands in too many other words.",
    zh: "至少两个字：单个字会出现在太多别的话里。",
  },
  lane_word_pattern: {
    en: "Plain words only, without * ? + | or brackets.",
    zh: "只能写普通的词，不能有 * ? + | 和括号。",
  },
  lane_word_rule: { en: "Say which danger it is.", zh: "请选择是哪一种危险。" },
  lane_word_many: {
    en: "There are {max} words of this matter already. Take one out first.",
    zh: "这个事由已有 {max} 个词，请先移除一个。",
  },
  lane_word_taken: {
    en: "“{word}” is added already. A word belongs to one matter alone: take it out there first.",
    zh: "“{word}”已经添加过。一个词只能属于一个事由，要换请先移除。",
  },
  lane_word_known: {
    en: "Seatbridge knows “{word}” already. Try it in the box to see its matter.",
    zh: "“{word}”系统本来就认得，在“试一句”里可以看到它的事由。",
  },
  lane_word_gone: { en: "This word is not in use any more.", zh: "这个词已被移除。" },
  reason_gone: {
    en: "This reason is not in use any more. Choose another.",
    zh: "该咨询分类已停用，请另选一个。",
  },
  reason_parent_gone: {
    en: "The reason above it is not there any more.",
    zh: "上级分类已不存在。",
  },
  reason_in_itself: { en: "A reason cannot hang below itself.", zh: "分类不能放在自己下面。" },
  reason_too_deep: { en: "At most {max} levels.", zh: "最多 {max} 级分类。" },
  reason_too_many: { en: "There are {max} reasons already.", zh: "分类已达 {max} 个上限。" },
  reason_name_taken: { en: "{name} is there already.", zh: "这里已有“{name}”。" },
  ticket_unseen: {
    en: "You may not see this ticket, or there is none. Ask a supervisor.",
    zh: "您无权查看这张工单，或工单不存在。请联系班长。",
  },
  ticket_has_open_contact: {
    en: "The fan is still being served. End that contact first.",
    zh: "客户还在接待中，请先结束会话再关闭工单。",
  },
  canned_gone: { en: "There is no such canned reply any more.", zh: "这条快捷语已不存在。" },
  canned_queue_missing: { en: "Name the queue that it is for.", zh: "请选择所属队列。" },
  canned_code_taken: {
    en: "/{code} means something else here already.",
    zh: "代码 /{code} 已被占用。",
  },
  canned_too_many: {
    en: "There are {max} already. Remove one first.",
    zh: "已达 {max} 条上限，请先停用一条。",
  },
} as const;
