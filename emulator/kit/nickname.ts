const FIRST = ["小", "阿", "大", "老", "是", "叫我"] as const;
const SECOND = [
  "满",
  "禾",
  "橙",
  "雨",
  "鹿",
  "川",
  "麦",
  "晚",
  "桃",
  "舟",
  "果",
  "夏",
  "南",
  "星",
  "糖",
  "柚",
] as const;
const THIRD = [
  "不困",
  "爱吃糖",
  "同学",
  "的猫",
  "在路上",
  "妈妈",
  "啊",
  "",
  "",
  "今天早睡",
  "呀",
  "子",
] as const;

/** A nickname as people have them, from three bytes of chance. */
export function nickname(random: (bytes: number) => Uint8Array): string {
  const [a = 0, b = 0, c = 0] = random(3);
  return `${pick(FIRST, a)}${pick(SECOND, b)}${pick(THIRD, c)}`;
}

const pick = (list: readonly string[], chance: number): string => list[chance % list.length] ?? "";
