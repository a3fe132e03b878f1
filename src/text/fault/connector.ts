/** Of connections to CRMs. */
export const connectorFaults = {
  connector_gone: { en: "There is no such connection.", zh: "没有这个连接。" },
  connector_kind_unknown: {
    en: "This version logs to no CRM of the kind {kind}.",
    zh: "当前版本不支持 {kind} 这种系统。",
  },
  connector_config_invalid: {
    en: "These settings are missing or not right: {fields}.",
    zh: "这些设置没有填或不正确：{fields}。",
  },
  connector_name_taken: { en: "Another connection is called {name}.", zh: "已有名为 {name} 的连接。" },
  connector_secret_anew: {
    en: "The address leads to another server. Enter the key for it again.",
    zh: "地址换成了另一台服务器，请重新填写密钥。",
  },
} as const;
