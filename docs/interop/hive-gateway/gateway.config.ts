import { systemClock } from '../../../platform/clock/clock.ts';
import { FileSigningKeys } from '../../../platform/signing-keys/file.ts';
import { lynkIdentity } from './lynk-identity.ts';

const setting = (name: string) => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The setting ${name} is missing.`);
  return value;
};

/** The gateway signs service tokens with the keys that the auth subgraph signs access tokens with. */
const signingKeys = await FileSigningKeys.open({ folder: setting('LYNK_KEYS_FOLDER'), clock: systemClock });

/** Read by the command `hive-gateway supergraph`. */
export const gatewayConfig = {
  supergraph: setting('LYNK_SUPERGRAPH'),
  transportEntries: {
    auth: { location: setting('LYNK_AUTH_URL') },
    user: { location: setting('LYNK_USER_URL') },
    room: { location: setting('LYNK_ROOM_URL') },
    media: { location: setting('LYNK_MEDIA_URL') },
    notification: { location: setting('LYNK_NOTIFICATION_URL') },
    message: {
      location: setting('LYNK_MESSAGE_URL'),
      // Streams come over graphql-transport-ws.
      options: { subscriptions: { kind: 'ws', location: '/graphql' } },
    },
  },
  plugins: () => [lynkIdentity(signingKeys)],
};
