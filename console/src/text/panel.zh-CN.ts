/** 侧边栏: within a telephone system's page. */
export const text = {
  "panel.none": "还没有通话",
  "panel.none.text": "电话响起，或在电话系统里选中客户时，这里会显示对方是谁、之前说过什么。",
  "panel.alone": "这一页嵌在电话系统里使用：请管理员在“电话系统”页填写它的网址，再把本页地址交给电话系统。",
  "panel.origins": "可嵌入侧边栏的网址",
  "panel.origins.text":
    "电话系统网页的来源，如 https://phone.example.com，一行一个，最多 10 个。它须与客服台同属一个站点，侧边栏才能登录。",
  "panel.address": "侧边栏地址",
};
