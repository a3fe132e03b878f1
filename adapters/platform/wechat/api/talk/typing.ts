import { z } from "seatbridge/kit";

import { post } from "../endpoint.ts";
import { done } from "../field.ts";

const shape = {
  request: z.looseObject({ touser: z.string(), command: z.enum(["Typing", "CancelTyping"]) }),
  answer: done,
};

/** Lasts about 15 s, or until a message follows (protocols §1.10). */
export const setTyping = post("/cgi-bin/message/custom/typing", shape);
/** The newer path of mini programs. */
export const setTypingOfMiniProgram = post("/cgi-bin/message/custom/business/typing", shape);
