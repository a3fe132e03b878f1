import type { Answer } from "../api/endpoints.ts";

export type Presets = Answer<"GET /presets">;
export type Preset = Presets["items"][number];
export type Run = Presets["runs"][number];
export type Past = Presets["past"][number];
