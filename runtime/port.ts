import net from 'node:net';
import { StartupError, systemErrorCode } from './startup-error.ts';

/**
 * Checks that a port can be listened on, before anything that takes time is begun. Another program may still take it
 * afterwards; {@link explainListenError} gives the same sentence then.
 *
 * @throws StartupError
 */
export async function checkPort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const server = net.createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.on('error', reject);
      server.listen({ host, port, exclusive: true }, resolve);
    });
  } catch (error) {
    throw explainListenError(error, host, port);
  }
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** Turns a failed `listen` into its sentence; anything else is returned as it came. */
export function explainListenError(error: unknown, host: string, port: number): unknown {
  const call = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  if (call !== 'listen' && call !== 'bind' && call !== 'getaddrinfo') return error;
  switch (systemErrorCode(error)) {
    case 'EADDRINUSE':
      return new StartupError(
        `Port ${port} is taken by another program: stop it, or choose another port, for example LYNK_PORT=${suggest(port)}.`,
        { cause: error },
      );
    case 'EACCES':
      return new StartupError(
        `This user may not listen on port ${port}: choose one from 1024 on, for example LYNK_PORT=4000.`,
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartupError(`LYNK_HOST is "${host}", which is no address of this machine.`, { cause: error });
    default:
      return error;
  }
}

function suggest(port: number): number {
  return port < 65_535 ? port + 1 : port - 1;
}
