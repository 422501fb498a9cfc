import { expect, test } from 'vitest';
import { schemaFile } from '#runtime/schema-files.ts';
import { inOrder } from './contract.ts';
import { readMethods } from './definition.ts';
import { HEALTH } from './health.ts';

test('a contract that its file does not have is noticed before anything is called', () => {
  const read = (contract: Parameters<typeof readMethods>[1]) => readMethods(schemaFile(''), contract);
  expect([...read(HEALTH).keys()]).toEqual(['check']);
  expect(() => read({ ...HEALTH, service: 'grpc.health.v1.HealthCheckRequest' })).toThrow('does not have');
  expect(() => read({ ...HEALTH, methods: {} })).toThrow('has the methods check');
  expect(() => read({ ...HEALTH, methods: { ...HEALTH.methods, watch: HEALTH.methods.check } })).toThrow(
    'check, watch',
  );
});

test('answers that are not one for each request are refused', () => {
  expect(inOrder(['a', 'b'], [1, 2])).toEqual(['a', 'b']);
  expect(() => inOrder(['a'], [1, 2])).toThrow('2 requests have 1 answers');
});
