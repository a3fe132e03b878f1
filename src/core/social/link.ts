const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Four signs of a short id stand for seven digits of a mid, from the right. */
const SHORT_GROUP = 4;
const MID_GROUP = 7;
const MID = /^[1-9]\d{12,18}$/;
const SHORT = /^[0-9A-Za-z]{6,12}$/;
/** Below a person's uid, or named as a post. */
const PATH = /^\/(?:\d{5,12}|detail|status)\/([0-9A-Za-z]+)\/?$/;
const HOSTS = /^(?:www\.|m\.|passport\.)?weibo\.(?:com|cn)$/;

/** The mid of a short id, as it stands in addresses: `z0JH2lOMb` is 3501756485200075 [M]. */
export function midOfShort(short: string): string | undefined {
  if (!SHORT.test(short)) return undefined;
  const groups: string[] = [];
  for (let end = short.length; end > 0; end -= SHORT_GROUP) {
    const group = short.slice(Math.max(0, end - SHORT_GROUP), end);
    const value = Array.from(group).reduce((sum, sign) => sum * DIGITS.length + DIGITS.indexOf(sign), 0);
    const digits = String(value);
    if (digits.length > MID_GROUP) return undefined;
    groups.unshift(end > SHORT_GROUP ? digits.padStart(MID_GROUP, "0") : digits);
  }
  const mid = groups.join("");
  return MID.test(mid) ? mid : undefined;
}

export function shortOfMid(mid: string): string {
  const groups: string[] = [];
  for (let end = mid.length; end > 0; end -= MID_GROUP) {
    let value = Number(mid.slice(Math.max(0, end - MID_GROUP), end));
    let group = "";
    do {
      group = `${DIGITS.charAt(value % DIGITS.length)}${group}`;
      value = Math.floor(value / DIGITS.length);
    } while (value > 0);
    groups.unshift(end > MID_GROUP ? group.padStart(SHORT_GROUP, "0") : group);
  }
  return groups.join("");
}

/**
 * The post that a pasted address names: weibo.com/<uid>/<short>, weibo.com/detail/<mid>, m.weibo.cn/status/<either>, or
 * a bare mid. Undefined where it names none.
 */
export function midOfLink(pasted: string): string | undefined {
  const text = pasted.trim();
  if (MID.test(text)) return text;
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return undefined;
  const { hostname, pathname, searchParams } = new URL(address);
  if (!HOSTS.test(hostname.toLowerCase())) return undefined;
  const named = searchParams.get("mid") ?? PATH.exec(pathname)?.[1] ?? "";
  return MID.test(named) ? named : midOfShort(named);
}

/** Where a person sees it. */
export const linkOf = (authorId: string, postMid: string): string =>
  `https://weibo.com/${authorId}/${shortOfMid(postMid)}`;
