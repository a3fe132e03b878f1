/** Of official accounts, their secrets, and of going over from another system. */
export const accountFaults = {
  notices_unsupported: {
    en: "This account cannot be asked for notices. Give it its AppID and AppSecret first.",
    zh: "这个账号不能获取通知模板，请先填写 AppID 和 AppSecret。",
  },
  personas_unsupported: {
    en: "This account has no desk of the platform's own that can be asked. Give it its AppID and AppSecret first.",
    zh: "这个账号不能查询平台客服，请先填写 AppID 和 AppSecret。",
  },
  notice_gone: {
    en: "There is no such notice any more. Ask the platform anew.",
    zh: "这个通知模板已不存在，请重新从平台获取。",
  },
  menus_unsupported: {
    en: "The platform of this account keeps no menu, or the account has no access to its interface.",
    zh: "这个账号所在的平台不支持自定义菜单，或账号没有开通接口。",
  },
  menu_wrong: {
    en: "The menu has {n} things that the platform would refuse. Each is shown beside its button; mend them first.",
    zh: "菜单有 {n} 处平台不会接受，已标在对应按钮旁，请先改好。",
  },
  menu_version_gone: { en: "There is no such version of the menu.", zh: "没有这个版本的菜单。" },
  platform_refused: {
    en: "The platform did not answer as hoped ({code}). Try again in a moment.",
    zh: "平台没有正常答复（{code}），请稍后再试。",
  },
  codes_unsupported: {
    en: "The platform of this account makes no codes, or the account has no access to its interface.",
    zh: "这个账号所在的平台不支持生成二维码，或账号没有开通接口。",
  },
  code_gone: { en: "There is no such code.", zh: "没有这个二维码。" },
  scene_taken: {
    en: "The account has a code with the scene {scene}. A scene is used once, also of one that was archived.",
    zh: "这个账号已有场景值为 {scene} 的二维码（归档的也算），请换一个。",
  },
  scene_too_long: {
    en: "A scene has {max} characters at most; this one has {chars}. Shorten it.",
    zh: "场景值最长 {max} 个字符，现在是 {chars} 个，请改短。",
  },
  code_life_wrong: {
    en: "A temporary code lives {days} days at most. Choose fewer days, or a permanent code.",
    zh: "临时二维码最长 {days} 天。请缩短有效期，或改用永久二维码。",
  },
  codes_used_up: {
    en: "An account has {max} permanent codes at most, and they are used up. Make a temporary one.",
    zh: "一个账号最多 {max} 个永久二维码，已经用完。请改用临时二维码。",
  },
  sharing_crossed: {
    en: "Notices cannot go on when late answers have stopped: lower the one or raise the other.",
    zh: "提示的停发点不能高于机器人迟到回答的停发点，请调低前者或调高后者。",
  },
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
  token_key_wrong: {
    en: "This key opens no account's token. Look at the key and the address of the account.",
    zh: "密钥不对，或这个账号不提供令牌。请核对密钥和地址里的账号。",
  },
  token_address_wrong: {
    en: "The token is not given to {address}. Have an administrator add this address.",
    zh: "不向 {address} 提供令牌。请管理员把这个地址加入名单。",
  },
  token_limited: {
    en: "More than {max} calls a minute. Keep the token until its end is near.",
    zh: "每分钟超过 {max} 次。请把令牌保存到快到期时再取。",
  },
  token_unavailable: {
    en: "There is no token now ({code}). Try again in a moment.",
    zh: "现在没有可用的令牌（{code}）。请稍后再试。",
  },
  takeover_unsupported: {
    en: "This account's platform does not tell what its page answers, or the account has no way to ask: enter AppID and AppSecret.",
    zh: "这个账号的平台读不到后台的自动回复，或者还没有填 AppID 和 AppSecret。",
  },
  takeover_gone: {
    en: "Nobody has looked yet what the platform's page has. Look first.",
    zh: "还没有读取后台现有的内容。请先读取。",
  },
  takeover_applied: {
    en: "This was taken over already. Take it back first, then repeat it.",
    zh: "这一批已经接管。请先撤销，再重新操作。",
  },
  relay_gone: {
    en: "This account does not stand beside another system. Enter its address first.",
    zh: "这个账号没有设置并行的原系统。请先填写原系统的地址。",
  },
  relay_nobody: {
    en: "Without the other system's address nobody would answer the fans who are not ours. Enter it, or go to full.",
    zh: "没有填写原系统的地址，不归我们的粉丝就没有人回答。请填写地址，或者切到全量。",
  },
  relay_not_full: {
    en: "Fans are still the other system's. Go to full first, then end it.",
    zh: "还有粉丝由原系统回答。请先切到全量，再结束并行。",
  },
} as const;
