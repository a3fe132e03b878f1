export const text = {
  "settings.state": "状态",
  "settings.on": "在用",
  "settings.off": "已停用",
  "settings.in_use": "启用",
  "settings.save": "保存",
  "settings.make": "创建",
  "settings.saved": "已保存",
  "settings.now": "现在的内容：",
  "settings.reasons": "咨询分类",
  "settings.canned": "快捷语",
};
