/** The columns that make an event, for SELECT. */
export const EVENT_COLUMNS = `e.seq, e.id, e.type, e.actor_id AS "actorId", e.client_key AS "clientKey",
  e.message_seq AS "messageSeq", e.body, e.details`;
