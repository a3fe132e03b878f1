import { randomBytes } from "node:crypto";

import type { StandInPlatform } from "../../support/stand-in-platform.ts";

const letters = (length: number): string => randomBytes(length).toString("hex").slice(0, length);

/** A person's, as a fan writes them. */
export const words = { phone: "13800138000", idNumber: "11010519491231002X" };
export const fanText = `我的电话 ${words.phone}，身份证 ${words.idNumber}`;

/** All that one house keeps to itself; what comes of it while it is driven is added. */
export const known = {
  ...words,
  wechatToken: `tk${letters(20)}`,
  newWechatToken: `tk${letters(20)}`,
  encodingAesKey: letters(43),
  wechatAppSecret: letters(32),
  wechatAccessToken: `wxat_${letters(60)}`,
  weiboAppSecret: letters(32),
  weiboAccessToken: `2.00${letters(28)}`,
  redmineKey: letters(40),
  webhookSecret: `whsec_${randomBytes(32).toString("base64")}`,
  secretKey: randomBytes(32).toString("base64"),
  password: `richtig ${letters(12)}`,
  agentPassword: `richtig ${letters(12)}`,
  wrongPassword: `falsch ${letters(12)}`,
};

/** What each of the others was told, and says back in its errors as it should not. */
const told = {
  wechat: [known.wechatAppSecret, known.wechatAccessToken],
  weibo: [known.weiboAccessToken],
  // Cut off within the key: what is left of it must not be passed on either.
  redmine: ["x".repeat(270), known.redmineKey],
  hook: [known.webhookSecret],
};

const quoting = (whom: keyof typeof told): string => [words.phone, ...told[whom]].join(" ");

/** Platforms and CRMs that answer everything with an error, and say in it what they were told. */
export function sayEverythingBack(standIn: StandInPlatform): void {
  const asked = new Map<string, number>();
  standIn.status = (path) => (/issues|projects|hook/.test(path) ? 422 : 200);
  standIn.answer = (path) => {
    const times = asked.get(path) ?? 0;
    asked.set(path, times + 1);
    if (path.endsWith("/stable_token")) return { access_token: known.wechatAccessToken, expires_in: 7_200 };
    if (path === "/users/current.json") return { user: { id: 1 } };
    if (path === "/hook") return { errors: [quoting("hook")] };
    // Words that may be kept, too: with a number that may not.
    if (standIn.status(path) === 422) return { errors: [times % 2 === 0 ? quoting("redmine") : words.phone] };
    const whom = path.startsWith("/cgi-bin") ? "wechat" : "weibo";
    // A token that is refused twice is not asked with for a minute: only the sends shall meet that.
    const number = /getkflist|user|tags/.test(path) ? 48_001 : 40_001;
    // Codes are numbers on the platforms' pages; what is in between may answer anything.
    const code = times % 2 === 0 ? number : `${number} ${quoting(whom)}`;
    return { errcode: code, errmsg: quoting(whom), error_code: code, error: quoting(whom) };
  };
}
