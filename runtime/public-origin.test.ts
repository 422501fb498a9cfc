import { describe, expect, it } from 'vitest';
import { PublicOrigin } from './public-origin.ts';

const origin = (overrides: Partial<ConstructorParameters<typeof PublicOrigin>[0]> = {}) =>
  new PublicOrigin({ publicUrl: null, host: '127.0.0.1', port: 0, allowedOrigins: [], ...overrides });

describe('the public origin', () => {
  it('is where the gateway listens, unless another one is set', () => {
    const own = origin();
    own.listensOn(4321);
    expect(own.url()).toBe('http://127.0.0.1:4321');
    const everywhere = origin({ host: '0.0.0.0' });
    everywhere.listensOn(4321);
    expect(everywhere.url()).toBe('http://localhost:4321');
    const set = origin({ publicUrl: 'https://chat.example' });
    set.listensOn(4321);
    expect(set.url()).toBe('https://chat.example');
  });

  it('lets its own pages in under each name of this machine, and those that are allowed', () => {
    const own = origin({ port: 4000, allowedOrigins: ['https://other.example'] });
    const allowed = ['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000', 'https://other.example'];
    expect(allowed.filter((page) => !own.allows(page))).toEqual([]);
    const refused = ['http://localhost:4001', 'https://evil.example', 'http://evil.example:4000', 'null', ''];
    expect(refused.filter((page) => own.allows(page))).toEqual([]);
  });

  it('knows no other name of a public address', () => {
    const set = origin({ publicUrl: 'https://chat.example' });
    expect(set.allows('https://chat.example')).toBe(true);
    expect(set.allows('http://localhost')).toBe(false);
  });
});
