/** 为什么: who would get a customer that waits. */
export const text = {
  explain: "为什么还在等",
  "explain.title": "谁会接待这位客户",
  "explain.renewed": "每 5 秒更新",
  "explain.chain": "转接经过",
  "explain.passed_on": "已转接 {n} 次 | 已转接 {n} 次",
};
