export const text = {
  "people.may.connector.read": "查看工单同步",
  "people.may.connector.write": "管理工单同步",
  "people.subject.connector": "工单同步",
  "people.did.connector.created": "新建同步连接",
  "people.did.connector.updated": "修改同步连接",
  "people.did.connector.paused": "暂停同步",
  "people.did.connector.resumed": "恢复同步",
  "people.did.connector.removed": "删除同步连接",
  "people.did.connector.replayed": "重试未同步的工单",
  "people.did.connector.tested": "测试同步连接",
  "crm.title": "工单同步",
};
