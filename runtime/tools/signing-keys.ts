import { makeKeySecrets } from '#platform/signing-keys/make-secrets.ts';
import { ACCESS_KEYS, SERVICE_KEYS } from '#platform/signing-keys/secrets.ts';

/** Makes or renews the signing keys of services in the folder of their secrets. */
async function makeSigningKeys([folder, ...others]: readonly string[]): Promise<void> {
  if (folder === undefined || others.length > 0) throw new Error('Usage: node init/keys/make.mjs FOLDER-OF-SECRETS');
  for (const names of [ACCESS_KEYS, SERVICE_KEYS]) {
    if (await makeKeySecrets(folder, names, Date.now()))
      console.log(`${names.privateKeys} and ${names.publicKeys} are new.`);
  }
}

try {
  await makeSigningKeys(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
