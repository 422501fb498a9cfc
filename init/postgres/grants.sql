-- What each role may do with the rows of its tables: what its store does, and no more. It runs as the owner of the tables,
-- after every migration and whenever its text changes, in one transaction: nobody sees the moment without rights.
-- `ON CONFLICT … DO UPDATE` and `FOR UPDATE` need UPDATE; numbers that a column makes by itself need nothing.
REVOKE ALL ON ALL TABLES IN SCHEMA
  lynk_auth, lynk_user, lynk_room, lynk_message, lynk_media, lynk_notification, lynk_event_log
  FROM lynk_auth, lynk_user, lynk_room, lynk_message, lynk_media, lynk_notification, lynk_event_log;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA
  lynk_auth, lynk_user, lynk_room, lynk_message, lynk_media, lynk_notification, lynk_event_log
  FROM lynk_auth, lynk_user, lynk_room, lynk_message, lynk_media, lynk_notification, lynk_event_log;

GRANT SELECT, INSERT, UPDATE, DELETE ON lynk_auth.accounts, lynk_auth.sessions, lynk_auth.refresh_tokens TO lynk_auth;
GRANT SELECT, INSERT, DELETE ON lynk_auth.outbox TO lynk_auth;

GRANT SELECT, INSERT, UPDATE, DELETE ON lynk_user.profiles TO lynk_user;
GRANT SELECT, INSERT, DELETE ON lynk_user.blocks, lynk_user.outbox TO lynk_user;

-- A room stays for ever: its members' messages name it.
GRANT SELECT, INSERT, UPDATE ON lynk_room.rooms TO lynk_room;
GRANT SELECT, INSERT, UPDATE, DELETE ON lynk_room.memberships TO lynk_room;
GRANT SELECT, INSERT, DELETE ON lynk_room.outbox TO lynk_room;

-- Nothing leaves the log, nor does a message: what is deleted is emptied.
GRANT SELECT, INSERT, UPDATE ON lynk_message.room_heads, lynk_message.room_events, lynk_message.messages TO lynk_message;
GRANT SELECT, INSERT, UPDATE, DELETE ON lynk_message.members, lynk_message.read_positions TO lynk_message;
GRANT SELECT, INSERT, DELETE ON lynk_message.reactions, lynk_message.outbox TO lynk_message;

GRANT SELECT, INSERT, UPDATE, DELETE ON lynk_media.files TO lynk_media;

GRANT SELECT, INSERT, UPDATE, DELETE ON
  lynk_notification.push_targets, lynk_notification.room_mutes, lynk_notification.due_pushes,
  lynk_notification.deliveries, lynk_notification.inbox_items, lynk_notification.push_outbox
  TO lynk_notification;

GRANT SELECT, INSERT, UPDATE ON lynk_event_log.partitions, lynk_event_log.group_offsets TO lynk_event_log;
-- A record never changes; one that is too old goes.
GRANT SELECT, INSERT, DELETE ON lynk_event_log.records TO lynk_event_log;
GRANT SELECT, INSERT, UPDATE, DELETE ON lynk_event_log.set_aside TO lynk_event_log;
