import { me } from "../../../me/session.ts";
import { t } from "../../../text/index.ts";
import type { Head } from "../../api/wire.ts";
import { fanName } from "../../fan/fan-name.ts";
import { fillHoles } from "./holes.ts";

/** Fills in what the desk knows of this conversation; what it does not stays open. */
export const fillKnown = (body: string, { fan, ticket }: Pick<Head, "fan" | "ticket">): string =>
  fillHoles(body, {
    客户称呼: fan.name === null ? "" : fanName(fan),
    客服姓名: me.value?.name ?? "",
    工单号: ticket === null ? "" : t("desk.ticket.number", { n: ticket.number }),
  });
