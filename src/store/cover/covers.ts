/** Contact `t` may be answered by this person now, although it is another's. */
export const covers = (staff: string): string => /* sql */ `(
  t.state = 'active' AND t.id = ANY (ARRAY (
    SELECT v.contact_id FROM cover v WHERE v.ended_at IS NULL AND v.owner_id <> ${staff}
      AND (v.partner_id = ${staff} OR (v.partner_id IS NULL AND EXISTS (
        SELECT FROM queue_member m WHERE m.queue_id = v.queue_id AND m.staff_id = ${staff})))))
)`;
