/** A contact that was queued before its account named a queue waits where the account's fans wait now. */
export const queueOf = (contact: string, account: string): string =>
  `coalesce(${contact}.queue_id, ${account}.queue_id)`;

/** The same as `core/queue/channel.ts` says it. */
export const channelInHand = (contact: string, conversation: string): string => /* sql */ `
  coalesce(${contact}.demand ->> 'channel', CASE ${conversation}.surface WHEN 'public' THEN 'weibo'
    WHEN 'call' THEN CASE ${contact}.state WHEN 'wrapup' THEN 'after_call' ELSE 'call' END ELSE 'chat' END)`;

/** Of each group, the longest waiting; who comes later gets her turn when these have theirs. */
const CONTACTS_MAX = 200_000;

export const QUEUES = /* sql */ `
  SELECT id, version, policy FROM queue_now WHERE group_id = $1 AND state = 'active' ORDER BY id`;

/** In the order of their numbers: the last but one word where all else is equal. */
export const SEATS = /* sql */ `SELECT id FROM seat ORDER BY number, id`;

/** $2 these, or all. Who has no session holds nobody's units: it is not on the floor until the fan writes, unless somebody has joined her. */
export const CONTACTS = /* sql */ `
  SELECT k.id, q.id AS "queueId", k.state, k.enqueued_at AS "enqueuedAt", coalesce(k.entered_at, k.enqueued_at) AS "enteredAt",
    k.prefer_id AS "preferId", k.sent_by AS "sentBy",
    k.is_front AS "isFront", k.returns,
    coalesce(k.offered_to, k.owner_id) AS "agentId", coalesce(k.units, 1) AS units, k.session_id IS NULL AS "isAside",
    CASE WHEN k.state = 'offered' THEN (SELECT json_agg(o.staff_id ORDER BY o.id) FROM offer o
      WHERE o.contact_id = k.id AND o.ended_at IS NULL AND o.id <> k.offer_id) END AS beside,
    k.passing_to AS "passingTo", (SELECT o.units FROM offer o WHERE o.id = k.passing_offer) AS "passingUnits",
    joined.members, k.demand, k.lane, c.surface, t.due_at AS "dueAt",
    (SELECT (i.author ->> 'followers')::int FROM social_item i WHERE i.account_id = t.account_id AND i.mid = t.root_mid) AS followers,
    CASE WHEN k.first_reply_at IS NULL AND k.lane IS DISTINCT FROM 'risk' THEN k.night_due_at END AS "promisedAt",
    CASE WHEN k.state IN ('active', 'wrapup') THEN k.accepted_at END AS "acceptedAt", k.night_due_at IS NOT NULL AS "isOfNight",
    (SELECT json_agg(json_build_object('agentId', o.staff_id, 'at', o.ended_at, 'isRefusal', o.outcome IN ('rejected', 'no_answer'))
       ORDER BY o.ended_at, o.id)
     FROM offer o WHERE o.contact_id = k.id AND o.outcome <> 'accepted') AS past
  FROM contact k JOIN conversation c ON c.id = k.conversation_id JOIN account a ON a.id = k.account_id
    JOIN queue q ON q.id = ${queueOf("k", "a")} AND q.group_id = $1 AND q.state = 'active'
    LEFT JOIN social_thread t ON t.contact_id = k.id
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('agentId', j.staff_id, 'units', j.units) ORDER BY j.joined_at, j.staff_id) AS members
    FROM contact_member j WHERE j.contact_id = k.id AND j.left_at IS NULL AND k.state = 'active') joined ON true
  WHERE (k.state IN ('queued', 'offered')
      OR (k.state IN ('active', 'wrapup') AND (k.session_id IS NOT NULL OR k.passing_to IS NOT NULL OR joined.members IS NOT NULL)))
    AND ($2::uuid[] IS NULL OR k.id = ANY ($2))
  ORDER BY k.enqueued_at, k.id LIMIT ${CONTACTS_MAX}`;

/** $2 these, or all; $3 since when what they did not take matters. */
export const AGENTS = /* sql */ `
  SELECT s.id AS "sessionId", s.staff_id AS "staffId", s.seat_id AS "seatId", s.presence, s.capacity + extra_capacity(s.staff_id) AS capacity,
    s.idle_since AS "idleSince", s.ready_since AS "readySince", s.last_offer_at AS "lastOfferAt",
    s.last_accept_at AS "lastAcceptAt", s.last_release_at AS "lastReleaseAt", s.accepted, s.no_answers AS "noAnswers",
    s.wrapups_owed AS "wrapupsOwed", s.beat_at AS "beatAt", staff.abilities,
    json_agg(json_build_object('queueId', m.queue_id, 'priority', m.priority, 'level', m.level, 'delayMs', m.delay_ms)
      ORDER BY m.priority, m.queue_id) AS memberships,
    CASE WHEN staff.abilities ? 'rate' THEN (SELECT json_agg(took.at ORDER BY took.at) FROM (
      SELECT e.at FROM event e WHERE e.subject = 'agent_session' AND e.subject_id = s.id AND e.code IN ('accepted', 'taken', 'given')
      ORDER BY e.seq DESC LIMIT (staff.abilities #>> '{rate,max}')::int) AS took) END AS accepts,
    (SELECT json_agg(json_build_object('at', o.ended_at, 'outcome', o.outcome, 'queueId', ${queueOf("k", "a")}))
     FROM offer o JOIN contact k ON k.id = o.contact_id JOIN account a ON a.id = k.account_id
     WHERE o.session_id = s.id AND o.ended_at > $3 AND o.outcome IN ('rejected', 'no_answer')) AS refused
  FROM agent_session s
    JOIN staff ON staff.id = s.staff_id AND staff.state = 'active'
    JOIN queue_member m ON m.staff_id = s.staff_id
    JOIN queue q ON q.id = m.queue_id AND q.group_id = $1 AND q.state = 'active'
  WHERE s.signed_out_at IS NULL AND ($2::uuid[] IS NULL OR s.staff_id = ANY ($2))
  GROUP BY s.id, staff.id`;

/** Ready by her presence, but unheard of since. */
export const SILENT = /* sql */ `
  SELECT s.staff_id AS id FROM agent_session s
  WHERE s.signed_out_at IS NULL AND s.presence = 'ready' AND s.beat_at <= $2
    AND EXISTS (SELECT FROM queue_member m JOIN queue q ON q.id = m.queue_id WHERE m.staff_id = s.staff_id AND q.group_id = $1)`;
