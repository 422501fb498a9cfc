// node apply.mjs HOST:PORT FOLDER: makes the topics of topics.json, their partitions, retention and access rights.
// FOLDER holds secrets/ and tls/. It signs in as `admin`. Safe to run again; rights that are not listed are taken away.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { keyOf, PARTITIONS, plannedRights, plannedTopics } from './plan.mjs';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, ResourcePatternTypes } = kafkajs;
const [address = '', folder = ''] = process.argv.slice(2);
const REPLICATION = Number(process.env['KAFKA_REPLICATION'] ?? 3);
const LEADERS_MS = 30_000;

async function applyTopics(admin) {
  const planned = plannedTopics();
  const existing = new Set(await admin.listTopics());
  const missing = [...planned.keys()].filter((topic) => !existing.has(topic));
  if (missing.length > 0) {
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map((topic) => ({ topic, numPartitions: PARTITIONS, replicationFactor: REPLICATION })),
    });
  }
  for (const { name, partitions } of await metadata(admin, [...planned.keys()])) {
    if (partitions.length === PARTITIONS) continue;
    // Kafka could add some, but keys would move past what waits in their old partition.
    throw new Error(
      `${name} has ${partitions.length} partitions and topics.json says ${PARTITIONS}: that cannot change.`,
    );
  }
  await admin.alterConfigs({
    validateOnly: false,
    resources: [...planned].map(([name, settings]) => ({
      type: ConfigResourceTypes.TOPIC,
      name,
      configEntries: Object.entries(settings).map(([key, value]) => ({ name: key, value })),
    })),
  });
}

/** A new topic has no leaders for a moment. */
async function metadata(admin, topics) {
  const end = performance.now() + LEADERS_MS;
  for (;;) {
    try {
      return (await admin.fetchTopicMetadata({ topics })).topics;
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(200);
    }
  }
}

async function applyRights(admin) {
  const planned = new Map(plannedRights().map((acl) => [keyOf(acl), acl]));
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  });
  const found = resources.flatMap(({ acls, ...resource }) => acls.map((acl) => ({ ...resource, ...acl })));
  const known = new Set(found.map(keyOf));
  const missing = [...planned.values()].filter((acl) => !known.has(keyOf(acl)));
  if (missing.length > 0) await admin.createAcls({ acl: missing });
  const stale = found.filter((acl) => !planned.has(keyOf(acl)));
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
