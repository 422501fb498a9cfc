import { expect, it, vi } from 'vitest';
import { forbidden, LynkError, rateLimited, serviceUnavailable } from '../errors/errors.ts';

/** Makes what a user of a port holds, with this server behind it. It goes with the test. */
export type ConnectPort<Port> = (server: Port) => Promise<Port>;

/** Every method of a port, served by the same function. */
function servedBy<Port extends object>(method: () => Promise<never>): Port {
  return new Proxy({} as Port, { get: () => method });
}

/**
 * What every port that one subgraph serves to another keeps, whatever it is about. To be called in a suite.
 *
 * @param call makes one call of the port, of any of its methods
 */
export function boundPortContract<Port extends object>(
  connect: ConnectPort<Port>,
  call: (port: Port) => Promise<unknown>,
): void {
  const failure = async (error: Error) => {
    const port = await connect(servedBy<Port>(() => Promise.reject(error)));
    return call(port).then(
      () => expect.unreachable('the call must fail'),
      (thrown: unknown) => thrown,
    );
  };

  it.each([
    forbidden(),
    rateLimited(1_500),
    serviceUnavailable('The room is being set up – try again.', 300),
    new LynkError('BAD_USER_INPUT', 'Not this.', { argument: 'after', position: 3, repeated: true }),
  ])('throws what the server throws: $code', async (error) => {
    const thrown = await failure(error);
    expect(thrown).toBeInstanceOf(LynkError);
    expect(thrown).toMatchObject({ code: error.code, message: error.message, details: error.details });
  });

  it('lets no client read what a fault of the server says', async () => {
    const thrown = await failure(new Error('relation "secret" does not exist'));
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown).not.toBeInstanceOf(LynkError);
  });

  it('waits for an answer until its deadline, then says that the service does not answer', async () => {
    const asked = vi.fn(() => new Promise<never>(() => undefined));
    const port = await connect(servedBy<Port>(asked));
    await expect(call(port)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', details: { retryAfterMs: 1_000 } });
    expect(asked).toHaveBeenCalledOnce();
  });
}
