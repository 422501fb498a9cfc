import { z } from 'zod';
import type { GrpcContract } from './contract.ts';

/** The standard's health service, as probes of orchestrators ask it. */
export const HEALTH = {
  file: 'health.proto',
  service: 'grpc.health.v1.Health',
  methods: {
    check: {
      callers: 'everybody',
      request: z.object({ service: z.string().max(200) }),
      answer: z.object({ status: z.enum(['SERVING', 'NOT_SERVING']) }),
    },
  },
} as const satisfies GrpcContract;
