import type { ClientBase } from "pg";

import type { Seat, SeatStore } from "../../action/seat/ports.ts";

const COLUMNS = `id, number, group_id AS "groupId", state`;

export const seatStore = (client: ClientBase): SeatStore => ({
  async list() {
    return (await client.query<Seat>(`SELECT ${COLUMNS} FROM seat ORDER BY number`)).rows;
  },
  async byId(id) {
    return (await client.query<Seat>(`SELECT ${COLUMNS} FROM seat WHERE id = $1`, [id])).rows[0];
  },
  async taken(numbers) {
    const sql = "SELECT number FROM seat WHERE number = ANY ($1::text[]) ORDER BY number";
    return (await client.query<{ number: string }>(sql, [numbers])).rows.map(({ number }) => number);
  },
  async create(seats) {
    await client.query(
      `INSERT INTO seat (id, number, group_id)
       SELECT id, number, "groupId" FROM json_to_recordset($1) AS s(id uuid, number text, "groupId" uuid)`,
      [JSON.stringify(seats)],
    );
  },
  async setState(id, state) {
    await client.query("UPDATE seat SET state = $2 WHERE id = $1", [id, state]);
  },
});
