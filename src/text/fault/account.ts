/** Of official accounts and their secrets. */
export const accountFaults = {
  account_gone: { en: "There is no such account.", zh: "没有这个账号。" },
  account_is_off: {
    en: "The account is switched off: no message of its platform is taken. Switch it on first.",
    zh: "账号已停用，平台发来的消息不会被接收。请先启用。",
  },
  account_platform_unknown: {
    en: "This version connects no account of the platform {platform}.",
    zh: "当前版本不支持 {platform} 平台的账号。",
  },
  account_settings_invalid: {
    en: "These settings are missing or not right: {fields}.",
    zh: "这些设置没有填或不正确：{fields}。",
  },
  account_name_taken: { en: "Another account is called {name}.", zh: "已有名为 {name} 的账号。" },
  account_secret_anew: {
    en: "The interface's address leads to another server. Enter the secrets for it again.",
    zh: "接口地址换成了另一台服务器，请重新填写各项密钥。",
  },
} as const;
