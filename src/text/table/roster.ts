type Sheets = readonly {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}[];

/** An empty roster, with what belongs into each column on a sheet of its own. */
export const rosterTemplate: Readonly<Record<"zh-CN" | "en", Sheets>> = {
  "zh-CN": [
    {
      name: "名单",
      header: ["登录名", "姓名", "工号", "角色", "组", "队列", "技能", "接待上限", "座席号"],
      rows: [],
    },
    {
      name: "填写说明",
      header: ["列", "怎么填", "例子"],
      rows: [
        ["登录名", "必填，每人一个。字母、数字、中文和 . _ @ + -。已有的登录名会更新这个人", "lin.xiao"],
        ["姓名", "新人必填", "林晓"],
        ["工号", "可不填，不能重复", "0137"],
        ["角色", "座席、班长、管理员、高管、审计员；不填是座席。已有人员的角色请在人员页修改", "座席"],
        ["组", "一起排班接待的班组；没有的组会新建", "上海一组"],
        ["队列", "名称或标识，多个用顿号隔开；组里没有的队列会新建", "售前、售后"],
        ["技能", "技能名，后面可以写等级 0 到 5，多个用顿号隔开；不写等级是 3", "退换货:4、英语"],
        ["接待上限", "同时最多接待几位，1 到 50；新人不填是 5", "5"],
        ["座席号", "大写字母、数字和 -；没有的座席会新建", "A-001"],
        ["空单元格", "表示不改；不会从队列里移出任何人", ""],
      ],
    },
  ],
  en: [
    {
      name: "Roster",
      header: ["Login", "Name", "Employee no", "Role", "Group", "Queues", "Skills", "Capacity", "Seat"],
      rows: [],
    },
    {
      name: "How to fill it in",
      header: ["Column", "What belongs there", "Example"],
      rows: [
        [
          "Login",
          "Needed, one a person. Letters, digits and . _ @ + -. One that is there is updated",
          "lin.xiao",
        ],
        ["Name", "Needed for somebody new", "Lin Xiao"],
        ["Employee no", "May be empty; each once", "0137"],
        [
          "Role",
          "agent, supervisor, admin, executive, auditor; empty: agent. Change roles on the page of people",
          "agent",
        ],
        ["Group", "Who is seated together; one that is not there is made", "Shanghai 1"],
        ["Queues", "Names or keys, with commas; one that the group does not have is made", "Sales, Service"],
        ["Skills", "Names, a level of 0 to 5 behind; without one it is 3", "returns:4, English"],
        ["Capacity", "How many at once, 1 to 50; of somebody new 5", "5"],
        ["Seat", "Capital letters, digits and -; one that is not there is made", "A-001"],
        ["An empty cell", "changes nothing; nobody is taken out of a queue", ""],
      ],
    },
  ],
};
