import { expect, it } from 'vitest';
import { readAddresses, resolveHost } from './addresses.ts';

it.each([
  ['room:4000', [{ host: 'room', port: 4000 }]],
  [
    'room.example:1, 192.0.2.1:65535,[2001:db8::1]:4000',
    [
      { host: 'room.example', port: 1 },
      { host: '192.0.2.1', port: 65_535 },
      { host: '2001:db8::1', port: 4000 },
    ],
  ],
])('%s is a list of addresses', (text, addresses) => {
  expect(readAddresses(text)).toEqual(addresses);
});

it.each([
  '',
  'room',
  'room:',
  ':4000',
  'room:0',
  'room:65536',
  '[room]:1',
  '2001:db8::1:4000',
  'room:1,',
  'http://room.example:1',
])('“%s” is none', (text) => {
  expect(() => readAddresses(text)).toThrow('is not an address');
});

it('an address is its own, and the machine knows its own name', async () => {
  expect(await resolveHost('192.0.2.1')).toEqual(['192.0.2.1']);
  expect(await resolveHost('2001:db8::1')).toEqual(['2001:db8::1']);
  const found = await resolveHost('localhost');
  expect(found.length).toBeGreaterThan(0);
  expect(['127.0.0.1', '::1']).toEqual(expect.arrayContaining([...found]));
});

it('a name that nobody knows is an error', async () => {
  await expect(resolveHost('nobody.invalid')).rejects.toThrow();
});
