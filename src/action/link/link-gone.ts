import { Fault } from "../../core/kernel/fault.ts";

export const linkGone = (): Fault =>
  new Fault("link_gone", "This link was used or is too old. Ask for a new one.");
