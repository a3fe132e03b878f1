import { type Answering, done, ok, refuse } from "../api/answer.ts";
import { type AccountCall, readJson, textAt } from "../api/call.ts";
import { listSubscriptions, listTemplates } from "../notice/catalogue.ts";
import { sendSubscription, sendTemplate } from "../notice/notice.ts";
import type { Button } from "../register/register.ts";
import type { World } from "../world.ts";
import { checkMedia } from "../media/media-check.ts";
import {
  addMaterial,
  countMaterials,
  deleteMaterial,
  getMaterial,
  listMaterials,
} from "../media/material-calls.ts";
import { addAgent, inviteAgent, listAgents, listAgentsOnline, removeAgent, updateAgent } from "./desk.ts";
import { listRecords } from "./records.ts";
import { closeSession, createSession, listSessions, listWaiting, readSession } from "./sessions.ts";
import { CLEAR, clearQuota } from "./quota.ts";

type Row = readonly [
  string,
  readonly ["GET" | "POST", (world: World, call: AccountCall) => Answering | Promise<Answering>],
];

/** What an account asks beside its fans' messages (protocols §1.11–1.12, §1.16–1.19). */
export const BESIDE: readonly Row[] = [
  ["/cgi-bin/message/template/send", ["POST", sendTemplate]],
  ["/cgi-bin/message/subscribe/bizsend", ["POST", sendSubscription]],
  ["/cgi-bin/template/get_all_private_template", ["GET", listTemplates]],
  ["/wxaapi/newtmpl/gettemplate", ["GET", listSubscriptions]],
  [CLEAR, ["POST", clear]],
  ["/wxa/msg_sec_check", ["POST", checkText]],
  ["/wxa/media_check_async", ["POST", checkMedia]],
  ["/cgi-bin/material/add_material", ["POST", addMaterial]],
  ["/cgi-bin/material/get_material", ["POST", getMaterial]],
  ["/cgi-bin/material/del_material", ["POST", deleteMaterial]],
  ["/cgi-bin/material/get_materialcount", ["GET", countMaterials]],
  ["/cgi-bin/material/batchget_material", ["POST", listMaterials]],
  ["/cgi-bin/get_current_autoreply_info", ["GET", autoReply]],
  ["/cgi-bin/get_current_selfmenu_info", ["GET", selfMenu]],
  ["/cgi-bin/customservice/getkflist", ["GET", listAgents]],
  ["/cgi-bin/customservice/getonlinekflist", ["GET", listAgentsOnline]],
  ["/customservice/kfaccount/add", ["POST", addAgent]],
  ["/customservice/kfaccount/update", ["POST", updateAgent]],
  ["/customservice/kfaccount/inviteworker", ["POST", inviteAgent]],
  ["/customservice/kfaccount/del", ["POST", removeAgent]],
  ["/customservice/kfsession/create", ["POST", createSession]],
  ["/customservice/kfsession/close", ["POST", closeSession]],
  ["/customservice/kfsession/getsession", ["GET", readSession]],
  ["/customservice/kfsession/getsessionlist", ["GET", listSessions]],
  ["/customservice/kfsession/getwaitcase", ["GET", listWaiting]],
  ["/customservice/msgrecord/getmsglist", ["POST", listRecords]],
];

function clear({ random }: World, { room, body, at }: AccountCall): Answering {
  if (textAt(readJson(body), "appid") !== room.account.appId) return refuse(40_013, random);
  return clearQuota(room, at) ? done : refuse(48_006, random);
}

const CONTENT_CHARS_MAX = 2_500;
/** Words by which a text is held risky here: enough to see both ends of it. */
const RISKY: readonly (readonly [RegExp, number])[] = [
  [/加微信|兼职|刷单/, 10_001],
  [/赌博|彩票群/, 20_006],
  [/傻逼|去死/, 20_003],
];

/** POST /wxa/msg_sec_check, in its second version and its first. */
function checkText({ random }: World, { body }: AccountCall): Answering {
  const asked = readJson(body);
  const content = textAt(asked, "content");
  if (asked === undefined) return refuse(47_001, random);
  if (content === "" || content.length > CONTENT_CHARS_MAX)
    return refuse(content === "" ? 44_004 : 45_002, random);
  const label = RISKY.find(([words]) => words.test(content))?.[1];
  if (asked["version"] !== 2) return label === undefined ? done : refuse(87_014, random);
  if (textAt(asked, "openid") === "") return refuse(40_003, random);
  const suggest = label === undefined ? "pass" : "risky";
  return ok({
    errcode: 0,
    errmsg: "ok",
    result: { suggest, label: label ?? 100 },
    detail: [{ strategy: "content_model", errcode: 0, suggest, label: label ?? 100, prob: 90 }],
    trace_id: Buffer.from(random(8)).toString("hex"),
  });
}

function autoReply(_world: World, { room: { account } }: AccountCall): Answering {
  return ok({ is_add_friend_reply_open: 0, is_autoreply_open: 0, ...account.autoReply });
}

/** What the interface has made; else what was set up by hand; else the buttons that are under the thread. */
function selfMenu(_world: World, { room: { account, register } }: AccountCall): Answering {
  if (register.menu !== undefined) {
    return ok({ is_menu_open: 1, selfmenu_info: { button: register.menu.button.map(listed) } });
  }
  const button = account.menu.map(({ name, key }) => ({ type: "click", name, key }));
  const usual = { is_menu_open: button.length > 0 ? 1 : 0, selfmenu_info: { button } };
  return ok(account.selfMenu ?? usual);
}

/** Read back, a group's buttons stand in a list. */
const listed = (button: Button): Button =>
  Array.isArray(button["sub_button"]) ? { ...button, sub_button: { list: button["sub_button"] } } : button;
