// node make.mjs FOLDER: makes the keys that tokens are signed with in the folder of secrets, two files for each set:
//   access-signing-keys (auth alone)       access-public-keys (everybody): access tokens of people
//   service-signing-keys (gateways alone)  service-public-keys (subgraphs): what gateways send to subgraphs
// Private halves have the mode 0600, public ones 0644. Run it every day: after 90 days there is a new key, which signs when
// it has been published for 10 minutes, and the old one goes a day later. Processes notice it without a restart.
process.argv.splice(2, 0, 'signing-keys');
await import('../../scripts/run-tool.mjs');
