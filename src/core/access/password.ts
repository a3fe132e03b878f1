/** NIST SP 800-63B: length counts, composition does not. Counted in characters as people see them. */
export const PASSWORD_CHARACTERS_MIN = 10;
/** Longer ones only cost us time. */
export const PASSWORD_CHARACTERS_MAX = 128;

/** What is tried first everywhere, of those that are long enough. */
const COMMON: ReadonlySet<string> = new Set(
  `1234567890 12345678910 0123456789 9876543210 0987654321 1111111111 0000000000 8888888888 6666666666 1234567891
  123123123123 1231231234 1122334455 1357924680 1029384756 147258369a 1472583690 789456123a 5201314520 1314520520
  5201314521 woaini1314 woaini5201314 woaini520520 iloveyou1314 aa123456789 a123456789 a1234567890 abc1234567
  abc123456789 abcd123456 abcd12345678 abcdefghij abcdefg123 asd123456789 qwe123456789 zxc123456789 qaz123456789
  1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5 qwertyuiop qwerty1234 qwerty12345 qwerty123456 qwertyuiop123
  asdfghjkl123 zxcvbnm123 zxcvbnm1234 password12 password123 password1234 password12345 passw0rd123 passw0rd1234
  p@ssw0rd123 p@ssword123 admin12345 admin123456 admin1234567 administrator administrator1 root123456 test123456
  welcome123 welcome1234 letmein123 letmein1234 iloveyou123 sunshine123 football123 baseball123 princess123
  changeme123 changeme1234 default123 master1234 dragon1234 monkey1234 superman123 michael123 seatbridge
  seatbridge1 seatbridge123 kefu123456 kefu12345678 wechat123456 weixin123456 weibo123456 huanying123 nihao123456`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

export type PasswordProblem = "password_short" | "password_long" | "password_is_login" | "password_common";

/** The form in which it is hashed and compared: an ä typed in two ways is one password. */
export const foldPassword = (password: string): string => password.normalize("NFKC");

/** What is wrong with it for the person who signs in by this login; undefined: nothing. */
export function passwordProblem(password: string, login: string): PasswordProblem | undefined {
  const folded = foldPassword(password);
  const { length } = Array.from(folded);
  if (length < PASSWORD_CHARACTERS_MIN) return "password_short";
  if (length > PASSWORD_CHARACTERS_MAX) return "password_long";
  const plain = folded.toLowerCase();
  if (plain === foldLogin(login)) return "password_is_login";
  return COMMON.has(plain) || new Set(plain).size <= 2 ? "password_common" : undefined;
}

/** The form in which a login is looked for and counted. */
export const foldLogin = (login: string): string => login.normalize("NFKC").trim().toLowerCase();
