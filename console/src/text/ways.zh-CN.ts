/** Codes and menus: the ways by which fans come in. */
export const text = {
  "people.subject.code": "二维码",
  "people.did.code.created": "新建二维码",
  "people.did.code.updated": "修改二维码",
  "people.did.menu.drafted": "修改菜单草稿",
  "people.did.menu.published": "发布菜单",
  "people.did.account.persona_set": "设置座席显示的平台客服",
  "people.did.account.persona_made": "添加平台客服",
  "people.did.notice.listed": "从平台获取通知模板",
  "people.did.notice.offered": "设置座席能否使用通知",
  "people.did.contact.notified": "发送通知",
  "people.did.menu.answered": "平台答复了菜单发布",
  "people.did.code.made": "向平台生成二维码",
  "ways.codes": "二维码",
};
