const POLL_MS = 250;

/**
 * Stops this process in order when the npm that has started it is stopped. npm runs a script through a shell, passes a
 * signal on to the shell alone and ends; nobody would tell this process. That its parent is another one tells it.
 */
export function followNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  let orphanedBefore = false;
  const timer = setInterval(() => {
    // Twice, so that a Ctrl-C, which reaches the shell and this process at once, is heard here as one signal.
    if (process.ppid !== parent && orphanedBefore) process.kill(process.pid, 'SIGTERM');
    orphanedBefore = process.ppid !== parent;
  }, POLL_MS);
  timer.unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => clearInterval(timer));
}
