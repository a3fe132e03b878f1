import { z } from "seatbridge/kit";

import { post } from "../endpoint.ts";
import { idText } from "../field.ts";

export const sendMass = post("/cgi-bin/message/mass/send", {
  request: z.looseObject({ touser: z.array(z.string()), msgtype: z.string() }),
  answer: z.looseObject({ msg_id: idText, msg_data_id: idText.optional() }),
});
