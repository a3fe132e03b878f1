import { Fault } from "../../core/kernel/fault.ts";
import type { Refused } from "./platform.ts";

const SENTENCES: Readonly<Record<Refused["why"], string>> = {
  account_unknown: "There is no such practice account.",
  fan_unknown: "There is no such fan.",
  not_following: "She does not follow the account.",
  following_already: "She follows the account already.",
  text_wrong: "The text is empty or too long.",
  name_wrong: "The name is empty or too long.",
  picture_too_large: "The picture is too large.",
  picture_unreadable: "That is no picture.",
  nothing_pushed: "Nothing was pushed of this fan since the start.",
  not_here: "This platform knows no such thing.",
  post_unknown: "There is no such post any more.",
  comment_unknown: "There is no such comment any more.",
  not_own: "It is somebody else's.",
  comments_closed: "The author takes no comments.",
};

/**
 * What was done.
 * @throws Fault `fan_<why>` where it was refused
 */
export function told<T extends object>(answer: T | Refused): Exclude<T, Refused> {
  if (!isRefused(answer)) return answer as Exclude<T, Refused>;
  throw new Fault(`fan_${answer.why}`, SENTENCES[answer.why]);
}

const isRefused = (answer: object): answer is Refused => "kind" in answer && answer.kind === "refused";
