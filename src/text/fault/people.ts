/** Of people, queues and seats. */
export const peopleFaults = {
  version_conflict: {
    en: "Somebody changed this meanwhile. Look again, then repeat it.",
    zh: "这里刚被别人改过，请看过最新内容后再操作。",
  },
  staff_gone: { en: "There is no such person.", zh: "没有这个人员。" },
  staff_disabled: {
    en: "This person is disabled. Ask an administrator.",
    zh: "该人员已停用，请联系管理员。",
  },
  login_taken: { en: "Somebody else signs in as {login}.", zh: "账号 {login} 已被使用。" },
  employee_no_taken: {
    en: "The employee number {employeeNo} belongs to somebody else.",
    zh: "工号 {employeeNo} 已被使用。",
  },
  role_twice: {
    en: "A role is given once, with all of its queues.",
    zh: "同一角色只能授予一次，请把队列合在一起。",
  },
  role_everywhere: {
    en: "The role {role} cannot be limited to queues.",
    zh: "角色 {role} 不能限定队列。",
  },
  last_admin: {
    en: "This is the last administrator. Make another one first.",
    zh: "这是最后一位管理员，请先指定另一位。",
  },
  self_disable: { en: "You cannot disable yourself. Ask a colleague.", zh: "不能停用自己，请让同事操作。" },
  group_gone: { en: "There is no such group.", zh: "没有这个组。" },
  group_name_taken: { en: "Another group is called {name}.", zh: "已有名为 {name} 的组。" },
  queue_gone: { en: "There is no such queue.", zh: "没有这个队列。" },
  queue_key_taken: { en: "Another queue has the key {key}.", zh: "队列标识 {key} 已被使用。" },
  queue_closed: {
    en: "This queue is closed. Open it first.",
    zh: "队列已关闭，请先启用。",
  },
  leader_queue_gone: {
    en: "The leaders' queue is not there, or is closed. Choose another.",
    zh: "班长队列不存在或已关闭，请换一个。",
  },
  queue_led_to: {
    en: "These queues or presets send customers here: {queues}. Change or end them first.",
    zh: "这些队列或预案会把客户转到这里：{queues}。请先修改或结束它们，再关闭。",
  },
  overflow_gone: {
    en: "The queue for those who wait too long is not there, or is closed.",
    zh: "溢出到的队列不存在或已关闭。",
  },
  overflow_elsewhere: {
    en: "Send them on to a queue of the same group.",
    zh: "只能溢出到同一组里的队列。",
  },
  overflow_circle: {
    en: "They would go round in a circle: {queues}.",
    zh: "客户会在队列之间绕圈：{queues}。",
  },
  skill_unknown: {
    en: "Nobody has the skill {skill}.",
    zh: "没有人有技能“{skill}”，请检查名称。",
  },
  helper_gone: {
    en: "She helps there no more. Look again.",
    zh: "她的支援已经结束。请刷新后再看。",
  },
  helper_member: {
    en: "She serves this queue anyway; there is no need to ask her for help.",
    zh: "她本来就是这个队列的成员，不需要临时支援。",
  },
  helper_open: {
    en: "She helps in {queue} already. End that first.",
    zh: "她正在支援“{queue}”。请先结束那边的支援。",
  },
  helper_time: {
    en: "Help lasts five minutes at least and {hours} hours at most. Choose another end.",
    zh: "支援至少 5 分钟、最多 {hours} 小时，请改结束时间。",
  },
  helper_canned_only: {
    en: "As a helper you answer by canned replies alone. Type / to choose one, and fill in its holes only.",
    zh: "您在支援这个队列，只能发快捷语：输入 / 选择，只填空格，不改其他文字。",
  },
  helper_own_only: {
    en: "As a helper whose replies are looked at you answer your own customers alone.",
    zh: "您的回复需要审核，只能回复自己接待的客户。",
  },
  helper_not_public: {
    en: "As a helper you do not answer in public in this queue. Leave it to a colleague.",
    zh: "支援期间不能在这个队列公开回复，请交给同事。",
  },
  not_new: {
    en: "She is not a new agent, or not any more. Look again.",
    zh: "她不在新人期，或已经出师。请刷新后再看。",
  },
  graduation_over: {
    en: "There is nothing to undo: she was never said to be ready, or is a new agent again.",
    zh: "没有可撤销的出师：她没有出师记录，或已重新进入新人期。",
  },
  nursery_cap: {
    en: "As a new agent she has at most {max} at once today. Change it on her page.",
    zh: "她在新人期，今天最多同时接待 {max} 位；要多接，请先在她的页面上调整新人期。",
  },
  graduate_self: {
    en: "Another leader has to say that you are ready.",
    zh: "不能给自己出师，请找另一位班长。",
  },
  practice_gone: {
    en: "This talk is not there to practise on any more.",
    zh: "这段演练不存在，或已撤下。",
  },
  practice_not_over: {
    en: "Only a private chat that is over can be practised on.",
    zh: "只有已结束的私信会话才能用于演练。",
  },
  practice_no_turns: {
    en: "No colleague answered this customer in text: there is nothing to practise.",
    zh: "这次会话里没有客服的文字回复，没有可演练的内容。",
  },
  practice_private: {
    en: "Turn {turn} still holds a name, number or address. Take it out.",
    zh: "第 {turn} 轮还有姓名、号码或地址，请删去后再发布。",
  },
  practice_title_private: {
    en: "The title holds a name, number or address. Take it out.",
    zh: "标题里还有姓名、号码或地址，请删去后再发布。",
  },
  practice_again: {
    en: "This talk is practised on already.",
    zh: "这次会话已经用于演练了。",
  },
  practice_answered: {
    en: "This turn has been answered already, perhaps in another window.",
    zh: "这一轮已经答过了，可能在另一个窗口。",
  },
  mentor_self: {
    en: "Nobody is her own mentor. Choose a colleague.",
    zh: "不能自己带教自己，请选一位同事。",
  },
  mentor_gone: {
    en: "This colleague is not there any more, or cannot sign in. Choose another one.",
    zh: "这位同事不存在或已停用，请另选一位。",
  },
  mentor_new: {
    en: "She is a new agent herself. Choose another mentor.",
    zh: "她自己还在新人期，请另选一位带教。",
  },
  partner_self: {
    en: "Nobody is her own partner. Choose a colleague.",
    zh: "不能把自己设为搭档，请选一位同事。",
  },
  partner_gone: {
    en: "This colleague is not there any more, or cannot sign in. Choose another one.",
    zh: "这位同事不存在或已停用，请另选一位。",
  },
  seat_gone: { en: "There is no such seat.", zh: "没有这个座席。" },
  seat_number_taken: { en: "Seat {number} is there already.", zh: "座席 {number} 已存在。" },
} as const;
