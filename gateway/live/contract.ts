/**
 * What the gateway relies on in the schema of live subscriptions, beside the directives `@live`, `@viewer` and `@anyRoom`:
 * - a subscription field may take `after` and give items with a `cursor`: then it is resumed after a break;
 * - a field marked `@live` takes `roomId`, too, its items have all fields of {@link ITEM_FIELDS} and `event`, and the Query
 *   field that `@live(replay:)` names takes the same arguments and gives a page with the fields of {@link PAGE_FIELDS}.
 */
export const LIVE_DIRECTIVE = 'live';
export const REPLAY_ARGUMENT = 'replay';
export const VIEWER_DIRECTIVE = 'viewer';
export const ANY_ROOM_DIRECTIVE = 'anyRoom';
export const AFTER_ARGUMENT = 'after';
export const ROOM_ARGUMENT = 'roomId';

/** The variable that carries `after`, whatever the client has written there. No client may use names that begin so. */
export const RESERVED_PREFIX = '_lynk_';
export const AFTER_VARIABLE = `${RESERVED_PREFIX}after`;

/** What the gateway always fetches of an item, whether the client selects it or not. */
export const CURSOR_FIELD = 'cursor';
export const ITEM_FIELDS = [CURSOR_FIELD, 'actorId', 'revokedUserIds'] as const;
/** What has happened. The gateway reads the name of its type. */
export const EVENT_FIELD = 'event';
/** Of these the client may not see all, so the gateway fetches them under names of its own. */
export const controlName = (field: string) => `${RESERVED_PREFIX}${field}`;

/** The list of a page, and what else the gateway reads of it. */
export const ITEMS_FIELD = 'items';
export const PAGE_FIELDS = ['head', 'hiddenActorIds', 'silentActorIds'] as const;

/** The last event of a viewer that has lost access. */
export const ACCESS_REVOKED_TYPE = 'AccessRevoked';
