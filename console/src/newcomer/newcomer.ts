import type { Answer } from "../api/endpoints.ts";

export type Newcomers = Answer<"GET /newcomers">;
export type Newcomer = Newcomers["items"][number];
export type Graduate = Newcomers["graduates"][number];
