import { knowCover, readCover } from "../../../action/cover/read-cover.ts";
import { acts, asks, type Route } from "../../api/route.ts";
import * as cover from "../../contract/cover/cover.ts";

/** 代管: who answers for whoever is away. */
export const coverRoutes: readonly Route[] = [
  asks(cover.readCover, readCover),
  acts(cover.knowCover, knowCover),
];
