/** Longer texts ask for more than that; the limit also bounds the time of the patterns below. */
const ASKED_CHARS_MAX = 24;

const PLACE = [
  /排队|排到|排第几|第几位|前面.{0,4}(?:几|多少|人)|(?:到|轮到)我(?:了?[吗没么]|没|啊|呢|$)/u,
  /(?:还要|还得|要|得|需要|大概|还有)(?:等|排)?(?:多久|多长时间|几分钟|多少分钟)|(?:等|排)(?:多久|多长时间|几分钟)|什么时候(?:轮到|到我|接入|有人)/u,
  /\b(?:how long|how many (?:people|are)|my (?:place|position)|in (?:the )?(?:line|queue))\b/u,
];

/** Does a fan who waits ask how long her wait is? Takes a text with its signs folded. */
export const asksForPlace = (signs: string): boolean =>
  signs.length <= ASKED_CHARS_MAX && PLACE.some((pattern) => pattern.test(signs));
