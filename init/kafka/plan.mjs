// What topics.json asks for, as topics and rights: who may do what, and nobody anything else.
import { readFileSync } from 'node:fs';
import kafkajs from 'kafkajs';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;
const { partitions, retentionDays, topics, groups } = JSON.parse(
  readFileSync(new URL('topics.json', import.meta.url), 'utf8'),
);

/** A record with all that it carries. */
const MAX_RECORD_BYTES = 262_144;
/** Whoever sets a record aside adds why and how often: what a topic has taken fits into the group's own. */
const MAX_SET_ASIDE_BYTES = MAX_RECORD_BYTES + 65_536;
/** Reads dead letters and sends them back, and can do nothing else. */
const OPERATOR = 'operator';

export const PARTITIONS = partitions;

const retryOf = (group) => `${group}.retry`;
const deadLetterOf = (group) => `${group}.dead-letter`;

/** Topic → its settings. Each group has two of its own: what it tries again later, and what it has given up. */
export function plannedTopics() {
  const common = { 'cleanup.policy': 'delete', 'retention.ms': String(retentionDays * 86_400_000) };
  const own = Object.keys(groups).flatMap((group) => [retryOf(group), deadLetterOf(group)]);
  return new Map([
    ...Object.keys(topics).map((topic) => [topic, { ...common, 'max.message.bytes': String(MAX_RECORD_BYTES) }]),
    ...own.map((topic) => [topic, { ...common, 'max.message.bytes': String(MAX_SET_ASIDE_BYTES) }]),
  ]);
}

const right = (account, operation, resourceType, resourceName, pattern = 'LITERAL') => ({
  principal: `User:${account}`,
  host: '*',
  permissionType: AclPermissionTypes.ALLOW,
  operation: AclOperationTypes[operation],
  resourceType: AclResourceTypes[resourceType],
  resourceName,
  resourcePatternType: ResourcePatternTypes[pattern],
});

/** What tells two rights apart. */
export const keyOf = (acl) =>
  [
    acl.principal,
    acl.host,
    acl.permissionType,
    acl.operation,
    acl.resourceType,
    acl.resourceName,
    acl.resourcePatternType,
  ].join(' ');

/**
 * Every right. READ and WRITE include DESCRIBE, and WRITE on any topic includes the idempotent producer (KIP-679), so
 * neither is given by itself.
 */
export function plannedRights() {
  const producing = Object.entries(topics).map(([topic, owner]) => right(owner, 'WRITE', 'TOPIC', topic));
  const consuming = Object.entries(groups).flatMap(([group, { service, topics: read }]) => [
    right(service, 'READ', 'GROUP', group),
    ...[...read, retryOf(group)].map((topic) => right(service, 'READ', 'TOPIC', topic)),
    ...[retryOf(group), deadLetterOf(group)].map((topic) => right(service, 'WRITE', 'TOPIC', topic)),
  ]);
  const operating = Object.keys(groups).flatMap((group) => [
    right(OPERATOR, 'READ', 'TOPIC', deadLetterOf(group)),
    right(OPERATOR, 'WRITE', 'TOPIC', deadLetterOf(group)),
    right(OPERATOR, 'WRITE', 'TOPIC', retryOf(group)),
  ]);
  return [...producing, ...consuming, ...operating, right(OPERATOR, 'READ', 'GROUP', 'dead-letters.', 'PREFIXED')];
}
