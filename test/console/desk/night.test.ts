import { describe, expect, it } from "@jest/globals";
import { askedAtNight } from "../../../console/src/desk/help/night.ts";

let at = 0;
const said = (author: string, text: string, more: object = {}) => ({
  contactId: "c",
  at: (at += 1),
  author,
  internal: false,
  content: { kind: "text", text },
  ...more,
});
const words = (messages: readonly { readonly content: { readonly text: string } }[]) =>
  messages.map(({ content }) => content.text);

describe("what an agent is told of the night", () => {
  it("is what was asked before the wish for a person, and the bot's last answer to it", () => {
    const thread = [
      said("fan", "别的事", { contactId: "earlier" }),
      said("fan", "在吗"),
      said("fan", "空气炸锅一股塑料味"),
      said("bot", "第一次使用请先空烧"),
      said("fan", "找个活人"),
    ];
    const wishedAt = at;
    thread.push(said("bot", "我们会在 09:30 前答复您"), said("fan", "2"), said("bot", "好的"));
    thread.push(said("agent", "内部备注", { internal: true }));
    const { asked, answered } = askedAtNight(thread, "c", wishedAt);
    expect(words(asked)).toEqual(["空气炸锅一股塑料味"]);
    expect(answered?.content.text).toBe("第一次使用请先空烧");
  });

  it("is what came afterwards where a person was wished for at once; and no answer of the bot's", () => {
    const thread = [said("fan", "转人工")];
    const wishedAt = at;
    thread.push(said("bot", "我们会在 09:30 前答复您"), said("fan", "锅冒烟了"));
    const { asked, answered } = askedAtNight(thread, "c", wishedAt);
    expect(words(asked)).toEqual(["锅冒烟了"]);
    expect(answered).toBeUndefined();
  });
});
