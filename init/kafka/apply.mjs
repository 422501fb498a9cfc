// node apply.mjs HOST:PORT FOLDER: makes the topics of topics.json, their partitions, retention and access rights.
// FOLDER holds secrets/ and tls/. It signs in as `admin`. Safe to run again; rights that are not listed are taken away.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import kafkajs from 'kafkajs';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, ResourcePatternTypes } = kafkajs;
const [address = '', folder = ''] = process.argv.slice(2);
const wanted = JSON.parse(readFileSync(new URL('topics.json', import.meta.url), 'utf8'));
const REPLICATION = Number(process.env['KAFKA_REPLICATION'] ?? 3);
const DAY_MS = 86_400_000;

/** Every topic: the ones of the contracts, and each consumer's own for what it could not handle (<group>.dead-letter). */
function topics() {
  const all = new Map(Object.entries(wanted.topics));
  for (const group of new Set(Object.values(wanted.topics).flatMap((topic) => topic.consume))) {
    for (const kind of wanted.consumersOwn) all.set(`${group}.${kind}`, { produces: group, consume: [group] });
  }
  return all;
}

/** One right of one service. The group of a consumer begins with its name. */
const right = (service, resourceType, resourceName, operation, pattern = 'LITERAL') => ({
  principal: `User:${service}`,
  host: '*',
  permissionType: AclPermissionTypes.ALLOW,
  operation: AclOperationTypes[operation],
  resourceType: AclResourceTypes[resourceType],
  resourceName,
  resourcePatternType: ResourcePatternTypes[pattern],
});

function rightsOf([topic, { produces, consume }]) {
  const writing = ['WRITE', 'DESCRIBE'].map((operation) => right(produces, 'TOPIC', topic, operation));
  const reading = consume.flatMap((service) => [
    right(service, 'TOPIC', topic, 'READ'),
    right(service, 'TOPIC', topic, 'DESCRIBE'),
    right(service, 'GROUP', service, 'READ', 'PREFIXED'),
  ]);
  return [...writing, ...reading];
}

const keyOf = ({ principal, operation, resourceType, resourceName }) =>
  [principal, operation, resourceType, resourceName].join(' ');

async function applyTopics(admin) {
  const existing = new Set(await admin.listTopics());
  const names = [...topics().keys()];
  const retention = String(wanted.retentionDays * DAY_MS);
  await admin.createTopics({
    waitForLeaders: true,
    topics: names
      .filter((topic) => !existing.has(topic))
      .map((topic) => ({ topic, numPartitions: wanted.partitions, replicationFactor: REPLICATION })),
  });
  const { topics: found } = await admin.fetchTopicMetadata({ topics: names });
  const tooFew = found.filter(({ partitions }) => partitions.length < wanted.partitions);
  if (tooFew.length > 0) {
    await admin.createPartitions({
      topicPartitions: tooFew.map(({ name }) => ({ topic: name, count: wanted.partitions })),
    });
  }
  await admin.alterConfigs({
    validateOnly: false,
    resources: names.map((name) => ({
      type: ConfigResourceTypes.TOPIC,
      name,
      configEntries: [
        { name: 'cleanup.policy', value: 'delete' },
        { name: 'retention.ms', value: retention },
        { name: 'max.message.bytes', value: '262144' },
      ],
    })),
  });
}

async function applyRights(admin) {
  const acl = new Map([...topics()].flatMap(rightsOf).map((entry) => [keyOf(entry), entry]));
  await admin.createAcls({ acl: [...acl.values()] });
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  });
  const stale = resources
    .flatMap(({ acls, ...resource }) => acls.map((entry) => ({ ...resource, ...entry })))
    .map((entry) => ({ ...entry, resourcePatternType: entry.resourcePatternType ?? ResourcePatternTypes.ANY }))
    .filter((entry) => !acl.has(keyOf(entry)));
  if (stale.length > 0) await admin.deleteAcls({ filters: stale });
}

const file = (...name) => readFileSync(path.join(folder, ...name), 'utf8');
const kafka = new kafkajs.Kafka({
  clientId: 'lynk-init',
  brokers: [address],
  logLevel: kafkajs.logLevel.ERROR,
  ssl: { ca: file('tls/ca.crt'), cert: file('tls/admin.crt'), key: file('tls/admin.key'), minVersion: 'TLSv1.3' },
  sasl: { mechanism: 'scram-sha-512', username: 'admin', password: file('secrets/kafka-admin') },
});
const admin = kafka.admin({ retry: { retries: 8 } });
await admin.connect();
try {
  await applyTopics(admin);
  await applyRights(admin);
} finally {
  await admin.disconnect();
}
