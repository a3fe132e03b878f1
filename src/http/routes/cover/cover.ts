import { knowCover } from "../../../action/cover/know-cover.ts";
import { acts, type Route } from "../../api/route.ts";
import * as cover from "../../contract/cover/cover.ts";

/** 代管: who answers for whoever is away. */
export const coverRoutes: readonly Route[] = [acts(cover.knowCover, knowCover)];
