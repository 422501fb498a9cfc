import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Certificates, connectGrpc, makeCertificates } from '#tests/kit/grpc.ts';
import { boundPortContract } from '../in-process/bound-port.contract.ts';
import { GrpcPushOutbox, servePushOutbox } from './grpc.ts';
import type { PushOutbox, ShownPush } from './push-outbox.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

const connect = async (server: PushOutbox): Promise<PushOutbox> => {
  const as = await connectGrpc(certificates, 'notification', (grpc) => servePushOutbox(grpc, server));
  return new GrpcPushOutbox(as('gateway'));
};

describe('the outbox of pushes: gRPC', () => {
  const push: ShownPush = {
    position: 2 ** 40,
    targetId: randomUUID(),
    kind: 'WEB_PUSH',
    device: 'a device',
    collapseId: 'a-collapse-id',
    title: 'Ann',
    body: 'Ünï 🎈\n',
    roomId: 'room',
    messageId: 'message',
    shownAt: 1_800_000_000_123,
    sends: 2,
  };

  it('gives pages as they are', async () => {
    const newest = vi.fn(async () => [push, { ...push, kind: 'FCM' as const, position: 1 }]);
    const outbox = await connect({ newest });
    expect(await outbox.newest(null, 200)).toEqual([push, { ...push, kind: 'FCM', position: 1 }]);
    expect(await outbox.newest(2 ** 41, 1)).toHaveLength(2);
    expect(newest.mock.calls).toEqual([
      [null, 200],
      [2 ** 41, 1],
    ]);
  });

  it('gives an empty one', async () => {
    const outbox = await connect({ newest: async () => [] });
    expect(await outbox.newest(null, 50)).toEqual([]);
  });

  boundPortContract(connect, (outbox) => outbox.newest(null, 50));
});
