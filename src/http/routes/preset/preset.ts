import { endHelp, listCandidates, startHelp } from "../../../action/helping/helping.ts";
import { readDeviations, readPresets } from "../../../action/preset/look.ts";
import { previewPreset } from "../../../action/preset/preview.ts";
import { endPreset, extendPreset, startPreset } from "../../../action/preset/switch.ts";
import { changePreset, closePreset, createPreset } from "../../../action/preset/write.ts";
import { acts, asks, type Route } from "../../api/route.ts";
import * as helper from "../../contract/preset/helping.ts";
import * as preset from "../../contract/preset/preset.ts";

/** 大促预案: written, previewed, switched on and off, and what deviates now; helpers for a day (临时支援). */
export const presetRoutes: readonly Route[] = [
  asks(preset.readPresets, readPresets),
  acts(preset.createPreset, createPreset),
  acts(preset.changePreset, changePreset),
  acts(preset.closePreset, closePreset),
  asks(preset.previewPreset, previewPreset),
  acts(preset.startPreset, startPreset),
  acts(preset.extendPreset, extendPreset),
  acts(preset.endPreset, endPreset),
  asks(preset.readDeviations, readDeviations),
  asks(helper.listCandidates, listCandidates),
  acts(helper.startHelp, startHelp),
  acts(helper.endHelp, endHelp),
];
