/** Of signing in and of permissions. */
export const accessFaults = {
  signed_out: { en: "You are signed out. Sign in again.", zh: "您已退出登录，请重新登录。" },
  forbidden: {
    en: "This needs the permission {permission}. Ask an administrator for it.",
    zh: "这项操作需要权限 {permission}，请联系管理员。",
  },
  sign_in_wrong: {
    en: "Login or password is wrong.",
    zh: "账号或密码不正确。",
  },
  sign_in_limited: {
    en: "Too many failed tries. Try again in {retryAfterS} seconds.",
    zh: "失败次数过多，请在 {retryAfterS} 秒后再试。",
  },
  link_gone: {
    en: "This link was used or is too old. Ask for a new one.",
    zh: "这个链接已用过或已过期，请重新获取。",
  },
  password_wrong: { en: "The present password is wrong.", zh: "当前密码不正确。" },
  password_short: { en: "A password has at least 10 characters.", zh: "密码至少 10 个字符。" },
  password_long: { en: "A password has at most 128 characters.", zh: "密码最多 128 个字符。" },
  password_is_login: {
    en: "The password is the login. Choose another one.",
    zh: "密码不能与账号相同，请换一个。",
  },
  password_common: {
    en: "This password is among the first that are guessed. Choose another one.",
    zh: "这个密码太常见，很容易被猜到，请换一个。",
  },
} as const;
