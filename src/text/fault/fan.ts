/** Of the fan's simulator. */
export const fanFaults = {
  fan_forbidden: {
    en: "The simulator is open on the server's own machine, or to whoever is signed in. Sign in first.",
    zh: "粉丝模拟器只在服务器本机上开放，或登录后使用。请先登录。",
  },
  fan_account_unknown: {
    en: "This practice account is not there any more. Reload the page.",
    zh: "这个练习账号已不存在，请刷新页面。",
  },
  fan_fan_unknown: {
    en: "The simulator does not know this fan any more. Choose another or make a new one.",
    zh: "模拟器里已没有这位粉丝，请换一位或新建一位。",
  },
  fan_not_following: {
    en: "She does not follow the account. Follow it first.",
    zh: "还没有关注公众号，请先关注。",
  },
  fan_following_already: { en: "She follows the account already.", zh: "已经关注了公众号。" },
  fan_text_wrong: {
    en: "The text is empty or longer than 5,000 characters.",
    zh: "文字为空，或超过 5000 字。",
  },
  fan_name_wrong: { en: "Give a name of 1 to 32 characters.", zh: "请填写 1 到 32 字的昵称。" },
  fan_picture_too_large: { en: "The picture is larger than 2 MB.", zh: "图片超过 2 MB。" },
  fan_picture_unreadable: {
    en: "Only JPG, PNG and GIF pictures can be sent.",
    zh: "只能发送 JPG、PNG、GIF 图片。",
  },
  fan_nothing_pushed: {
    en: "Since the start nothing was pushed for this fan. Send a message first.",
    zh: "启动以来平台还没有为这位粉丝推送过，请先发一条消息。",
  },
  fan_not_here: { en: "This platform knows no such thing.", zh: "这个平台没有这个功能。" },
  fan_post_unknown: { en: "The post is not there any more.", zh: "这条微博已不存在。" },
  fan_comment_unknown: { en: "The comment is not there any more.", zh: "这条评论已不存在。" },
  fan_not_own: { en: "It is somebody else's, and stays.", zh: "这是别人发的，不能删除。" },
  fan_comments_closed: { en: "The author takes no comments.", zh: "博主关闭了评论。" },
} as const;
