/** 未接来电 */
export const text = {
  "missed.text":
    "最近七天没有接通的来电：响在您座席上的，以及您负责的队列里的。点“回拨”后归您一人，不会重复回拨。",
  "missed.none": "没有未接来电",
  "missed.none.text": "没人接到的电话会列在这里，等您回拨。",
  "missed.who": "来电",
  "missed.at": "时间",
  "missed.rang": "响在",
  "missed.nobody": "没有人在座",
  "missed.queue": "队列",
  "missed.state": "进展",
  "missed.waits": "还没有人回拨",
  "missed.back": "{name} 已认领",
  "missed.reached": "{time} 已接通",
  "missed.withheld": "没有号码，无法回拨",
  "missed.call": "回拨",
  "missed.call_of": "回拨 {name}",
  "missed.open": "打开",
};
