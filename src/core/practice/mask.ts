import { withoutPrivate } from "../social/gate.ts";

/** What stands in place of what could tell who somebody is. */
const PLACE = {
  link: "【链接】",
  email: "【邮箱】",
  card: "【证件号】",
  phone: "【电话】",
  account: "【账号】",
  number: "【编号】",
  address: "【地址】",
  name: "【姓名】",
} as const;

/** Up to where an address may run: no sign that ends a sentence, no space. */
const ON = "[^，。,.!！?？；;、\\s【】]";
const SURNAME =
  "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝]";

/** In this order: what is wider comes after what it would swallow. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/https?:\/\/[!-~]+|(?<![\w.])www\.[!-~]+/giu, PLACE.link],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/giu, PLACE.email],
  [/(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\d)/gu, PLACE.card],
  [
    /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/gu,
    PLACE.phone,
  ],
  [
    /(?:微信号?|薇信|vx|v信|wx|qq号?|微博号?|抖音号?)(?:[:：是]|\s)*[a-z0-9][-_a-z0-9]{4,19}/giu,
    PLACE.account,
  ],
  // Whatever has four digits in a row among at least six letters, digits, dashes: orders, parcels, tickets.
  [/(?<![a-z0-9])(?=[a-z0-9-]*\d{4})[a-z0-9](?:-?[a-z0-9]){5,}(?![a-z0-9])/giu, PLACE.number],
  [/(?<!\d)(?:\d[ .·-]?){7,}\d(?!\d)/gu, PLACE.number],
  [/[零〇一二三四五六七八九幺]{7,}/gu, PLACE.number],
  [
    new RegExp(
      `[\\p{Script=Han}]{1,7}(?:省|自治区|市|区|县|镇|乡)${ON}{0,30}(?:路|街|道|巷|弄|村|号|栋|幢|座|楼|室|单元|小区|花园|大厦|公寓)${ON}{0,12}`,
      "gu",
    ),
    PLACE.address,
  ],
  [
    new RegExp(`[\\p{Script=Han}]{1,10}(?:路|街|大道|巷|弄)\\s*\\d+\\s*[号弄]${ON}{0,20}`, "gu"),
    PLACE.address,
  ],
  [/\d+\s*(?:栋|幢|座|号楼)\s*\d*\s*(?:单元)?\s*\d*\s*[室楼]?|\d+单元\s*\d+/gu, PLACE.address],
  [new RegExp(`${SURNAME}\\p{Script=Han}{0,2}(?=先生|女士|小姐|太太)`, "gu"), PLACE.name],
  [
    /(?<=我叫(?![你您他她它人客快])|我姓|(?:姓名|收件人|收货人|联系人)[:：是]?\s?)[\p{Script=Han}·]{1,4}/gu,
    PLACE.name,
  ],
];

const DATE = /^(?:19|20)\d\d[-.·]\d{1,2}[-.·]\d{1,2}$/u;

/**
 * Words without what could tell who somebody is: the names that are known, and whatever looks like a telephone, order,
 * parcel or identity number, an address, a name, an account, a link. It knows shapes, not people: a name that nobody told it and
 * nothing introduces stays, so that a person has to look before others read it. Twice is the same as once.
 */
export function masked(text: string, names: readonly string[]): string {
  const known = names
    .map((name) => name.trim())
    .filter((name) => name.length > 1)
    .toSorted((one, other) => other.length - one.length);
  const named = known.reduce((rest, name) => rest.replaceAll(name, PLACE.name), halfWidth(text));
  const shaped = RULES.reduce(
    (rest, [shape, place]) => rest.replaceAll(shape, (found) => (DATE.test(found) ? found : place)),
    named,
  );
  return withoutPrivate(shaped, PLACE.number);
}

/** Letters and digits alone: the signs of a sentence stay as they were. */
const halfWidth = (text: string): string =>
  text.replaceAll(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF0B\uFF0D\uFF20\uFF0E]/gu, (sign) =>
    String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0xfe_e0),
  );
