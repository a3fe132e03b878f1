/** Of presets (大促预案): written, switched on and off. */
export const presetFaults = {
  preset_gone: { en: "There is no such preset any more.", zh: "这个预案已不存在，请刷新后再看。" },
  presets_too_many: {
    en: "There are {max} presets already. Delete one first.",
    zh: "已有 {max} 个预案，请先删掉一个。",
  },
  preset_name_taken: {
    en: "There is a preset {name} already. Choose another name.",
    zh: "已有名为「{name}」的预案，请换一个名称。",
  },
  preset_beyond: {
    en: "This changes more than your queues. Ask somebody who leads all of them.",
    zh: "这会改动您负责的队列以外的设置，请找负责全部队列的班长或管理员。",
  },
  preset_twice: {
    en: "It says two things about the same. Take one of them out.",
    zh: "同一项写了两次，请删掉其中一条。",
  },
  preset_in_use: {
    en: "It runs, or is going to. End that first.",
    zh: "这个预案正在生效或已排期，请先结束或取消。",
  },
  preset_past: { en: "It would be over already. Give it a later end.", zh: "结束时间已过，请改晚一些。" },
  preset_short: { en: "It must last {minutes} minutes at least.", zh: "至少要持续 {minutes} 分钟。" },
  preset_long: {
    en: "It may last {days} days at most. What is to last longer, change in the settings themselves.",
    zh: "最多持续 {days} 天；要长期这样，请直接改常规设置。",
  },
  preset_clash: {
    en: "{name} makes something of this otherwise at that time. End it first, or choose another time.",
    zh: "同一时间「{name}」已改动了其中的同一项，请先结束它，或换一个时间。",
  },
  preset_run_gone: {
    en: "It is over already: everything is as usual.",
    zh: "它已经结束，一切已恢复正常。",
  },
} as const;
