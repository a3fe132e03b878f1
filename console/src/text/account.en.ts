export const text = {
  "people.may.account.read": "See accounts",
  "people.may.account.write": "Manage accounts",
  "people.subject.account": "Account",
  "people.did.account.created": "Connected an account",
  "people.did.account.updated": "Changed an account",
  "people.did.account.switched_off": "Switched an account off",
  "people.did.account.switched_on": "Switched an account on",
  "people.did.account.tested": "Tested an account's connection",
  "people.did.account.checked": "Checked an account end to end",
  "account.title": "Accounts",
  "account.none": "No account yet",
  "account.none.text": "Once the first WeChat or Weibo account is connected, its fans' messages come here.",
  "account.step.wechat-mini.5":
    'The button of the mini program\'s page needs open-type="contact"; what stands in its session-from, the agent sees.',
  "account.code.10006": "The App Key is missing; check the application",
  "account.code.10014": "The application has no right to this interface",
  "account.code.21314": "The token was used already",
  "account.code.21315": "The token has expired; authorise anew",
  "account.code.21316": "The authorisation was revoked; authorise anew",
  "account.code.21317": "The token is not taken; authorise anew",
  "account.code.21327": "The token has expired; authorise anew and enter the new one",
  "account.code.21332": "The token is wrong; enter it again",
  "account.code.uid_other": "The token belongs to another account (UID {detail})",
  "account.code.timed_out": "The platform did not answer in time; check the network, a firewall or a proxy",
  "account.code.ENOTFOUND": "The name of the interface's address is not found; check the address and DNS",
  "account.code.EAI_AGAIN": "The name cannot be resolved now; check DNS",
  "account.code.proxy_refused":
    "Your proxy (HTTPS_PROXY) lets nobody to this address; allow the platform's host there",
  "account.code.proxy_auth": "Your proxy (HTTPS_PROXY) wants user and password, or others than it was given",
  "account.code.proxy_unreachable": "Your proxy (HTTPS_PROXY) cannot be reached; check its address and port",
  "account.code.ECONNREFUSED": "The connection was refused; check the interface's address and port",
  "account.code.ECONNRESET": "The connection was cut; check a firewall or a proxy",
  "account.code.ETIMEDOUT": "The connection timed out; check the network and a firewall",
  "account.code.UND_ERR_CONNECT_TIMEOUT": "The connection timed out; check the network and a firewall",
  "account.code.ENETUNREACH": "There is no way to the platform's network",
  "account.code.EHOSTUNREACH": "There is no way to the platform's network",
  "account.code.CERT_HAS_EXPIRED":
    "The other side's certificate has expired; check this machine's clock, too",
  "account.code.DEPTH_ZERO_SELF_SIGNED_CERT":
    "The certificate is self-signed and not trusted; a proxy may stand in between",
  "account.code.SELF_SIGNED_CERT_IN_CHAIN":
    "A certificate in the chain is self-signed and not trusted; a proxy may stand in between",
  "account.code.UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    "The certificate cannot be verified; one in between is missing",
  "account.code.ERR_TLS_CERT_ALTNAME_INVALID":
    "The certificate is another name's; check the interface's address",
  "account.code.answer_unreadable":
    "The answer is not the platform's; check the interface's address and a proxy",
  "account.code.token_unreachable": "The platform was not reached for a token; it is tried again",
  "account.code.token_unreadable": "The platform's answer about a token was none; it is tried again",
  "account.code.token_refused": "The platform keeps refusing this token; a new one is asked for later",
  "account.code.token_server_unreachable":
    "The token server cannot be reached: check its address and the network",
  "account.code.token_server_refused": "The token server does not take our key: check the key and its header",
  "account.code.token_server_failed": "The token server failed: ask whoever runs it",
  "account.code.token_server_unreadable":
    "The token server's answer cannot be read; perhaps it is a page and no JSON",
  "account.code.token_server_empty":
    "There is no token in the token server's answer: check where it stands in the answer",
  "account.code.token_server_expired": "The token server gave a token that is over: ask whoever runs it",
  "account.code.token_server_stale":
    "The platform does not know the token that the server gave: it may be over, or another account's",
  "account.code.unreachable": "The platform was not reached; it is tried again",
  "account.code.no_answer": "The platform did not answer; it may have been sent",
  "account.code.probe_failed": "The test did not end well; see the server's log",
  "account.code.other": "The platform says {code}",
  "account.refused.parameter_missing": "a parameter is missing; it may not be the platform",
  "account.refused.parameter_repeated": "a parameter is repeated; it may not be the platform",
  "account.refused.signature_wrong": "wrong signature: the token is not the one of the platform's page",
  "account.refused.timestamp_stale": "the time stamp is too far off: set the server's clock",
  "account.refused.nonce_replayed": "a nonce came twice; refused",
  "account.refused.encryption_unexpected":
    "the platform encrypts, and the mode here is plain: make them the same",
  "account.refused.encryption_missing":
    "the platform does not encrypt, and the mode here is safe: make them the same",
  "account.refused.decryption_failed": "not to be opened: EncodingAESKey or AppID differ from the platform's",
  "account.refused.receiver_wrong": "it is for another account: check the original ID or the UID",
  "account.refused.body_too_large": "the body is too large",
  "account.refused.body_not_utf8": "the body is not UTF-8",
  "account.refused.body_malformed": "the body is malformed",
  "account.refused.body_cut_off": "the connection broke",
  "account.refused.method_wrong": "the method is wrong",
} as const;
