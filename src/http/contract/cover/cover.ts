import { contract } from "../contract.ts";
import { PathId } from "../parts.ts";

/** By conversation. */
export const knowCover = contract({
  id: "cover.know",
  method: "POST",
  path: "/cover/:id/known",
  permission: "contact.serve",
  summary: "I have looked at what was said while I was away",
  params: PathId,
});
