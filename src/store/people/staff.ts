import type { ClientBase } from "pg";

import type { Skill, Staff, StaffStore } from "../../action/staff/ports.ts";
import { isOfQueues, scopeParameter } from "./scope.ts";

/** A person of table `s`; moments in epoch milliseconds. */
export const STAFF_COLUMNS = /* sql */ `
  s.id, s.login, s.name, s.employee_no AS "employeeNo", s.state, s.language, s.capacity, s.abilities,
  s.password_hash IS NOT NULL AS "hasPassword", s.created_at AS "createdAt", s.version,
  (SELECT coalesce(json_agg(json_build_object('role', r.role, 'queues', r.scope -> 'queues') ORDER BY r.role), '[]')
   FROM staff_role r WHERE r.staff_id = s.id) AS grants`;

const LIST = /* sql */ `
  SELECT ${STAFF_COLUMNS} FROM staff s
  WHERE ($1::uuid IS NULL OR s.id > $1)
    AND ($2::text IS NULL OR strpos(lower(s.name), $2) > 0 OR strpos(lower(s.login), $2) > 0
      OR strpos(lower(coalesce(s.employee_no, '')), $2) > 0)
    AND ${isOfQueues("$3")}
  ORDER BY s.id LIMIT $4`;

const SKILLS = /* sql */ `
  SELECT k.key AS skill, json_agg(json_build_object('staffId', s.id, 'name', s.name, 'level', k.value)
    ORDER BY k.value::text::numeric DESC, s.name, s.id) AS people
  FROM staff s CROSS JOIN LATERAL jsonb_each(coalesce(s.abilities -> 'skills', '{}')) AS k
  WHERE s.state = 'active'
    AND ${isOfQueues("$1")}
  GROUP BY k.key ORDER BY k.key`;

const CREATE = /* sql */ `
  INSERT INTO staff (id, login, name, employee_no, password_hash, language, capacity, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

const UPDATE = /* sql */ `
  WITH changed AS (
    UPDATE staff SET version = version + 1,
      name = coalesce($3, name),
      employee_no = CASE WHEN $4 THEN $5 ELSE employee_no END,
      language = coalesce($6, language),
      capacity = coalesce($7, capacity),
      state = coalesce($8, state),
      abilities = coalesce($9, abilities)
    WHERE id = $1 AND version = $2 RETURNING 1)
  SELECT must((SELECT count(*) FROM changed) = 1, 'staff')`;

const GRANT = /* sql */ `
  INSERT INTO staff_role (staff_id, role, scope)
  SELECT $1, role, json_build_object('queues', queues) FROM json_to_recordset($2) AS g(role text, queues json)`;

/** Two administrators who remove each other take turns, and the second is refused. */
const ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('seatbridge.admins'))";
const OTHER_ADMIN = /* sql */ `
  SELECT 1 FROM staff s JOIN staff_role r ON r.staff_id = s.id
  WHERE r.role = 'admin' AND r.scope ->> 'queues' = 'all' AND s.state = 'active' AND s.password_hash IS NOT NULL
    AND s.id IS DISTINCT FROM $1 LIMIT 1`;

export function staffStore(client: ClientBase): StaffStore {
  const one = async (condition: string, value: string): Promise<Staff | undefined> =>
    (await client.query<Staff>(`SELECT ${STAFF_COLUMNS} FROM staff s WHERE ${condition}`, [value])).rows[0];
  const grant: StaffStore["setGrants"] = async (id, grants) => {
    await client.query("DELETE FROM staff_role WHERE staff_id = $1", [id]);
    await client.query(GRANT, [id, JSON.stringify(grants)]);
  };

  const hasAdminBut = async (id: string | undefined): Promise<boolean> =>
    (await client.query(OTHER_ADMIN, [id])).rowCount === 1;

  return {
    byId: (id) => one("s.id = $1", id),
    byLogin: (login) => one("lower(s.login) = lower($1)", login),
    byEmployeeNo: (employeeNo) => one("s.employee_no = $1", employeeNo),
    async list({ search, within, after, limit }) {
      const values = [after, search?.toLowerCase(), scopeParameter(within), limit];
      return (await client.query<Staff>(LIST, values)).rows;
    },
    skills: async (within) => (await client.query<Skill>(SKILLS, [scopeParameter(within)])).rows,
    async isWithin(id, scope) {
      if (scope === "all") return true;
      const sql = "SELECT 1 FROM queue_member WHERE staff_id = $1 AND queue_id = ANY ($2::uuid[]) LIMIT 1";
      return (await client.query(sql, [id, scope])).rowCount === 1;
    },
    async create(staff, grants) {
      const { id, login, name, employeeNo, passwordHash, language, capacity, createdAt } = staff;
      const at = new Date(createdAt);
      await client.query(CREATE, [id, login, name, employeeNo, passwordHash, language, capacity, at]);
      await grant(id, grants);
    },
    async update({ id, version }, { name, employeeNo, language, capacity, abilities, state }) {
      const changesNo = employeeNo !== undefined;
      await client.query(UPDATE, [
        id,
        version,
        name,
        changesNo,
        employeeNo,
        language,
        capacity,
        state,
        abilities,
      ]);
    },
    setGrants: grant,
    async setPassword(id, passwordHash) {
      await client.query("UPDATE staff SET password_hash = $2, version = version + 1 WHERE id = $1", [
        id,
        passwordHash,
      ]);
    },
    hasAdmin: () => hasAdminBut(undefined),
    async hasOtherAdmin(id) {
      await client.query(ONE_AT_A_TIME);
      return hasAdminBut(id);
    },
  };
}
