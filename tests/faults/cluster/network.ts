import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ip = (...args: string[]) => promisify(execFile)('ip', args);

/** What the kernel is told, in the order of its rules. `node.sh` gives each node a user of its own. */
function rules(node: number, port: number): string[][] {
  const user = `${61_000 + node}`;
  const byNode = ['uidrange', `${user}-${user}`, 'ipproto', 'tcp'];
  return [
    [...byNode, 'dport', `${port}`],
    [...byNode, 'sport', `${port}`],
    ['to', `127.0.0.${node}/32`, 'ipproto', 'tcp', 'dport', `${port}`],
  ];
}

/**
 * Cuts a node from the others: what it sends to them and what they send to it is dropped, on connections that stand as well.
 * Clients reach all nodes as before. It works in a network namespace of its own alone (`scripts/faults-cluster.mjs`).
 *
 * @param port on which nodes speak to each other
 * @returns joins them again
 */
export async function cut(node: number, port: number): Promise<() => Promise<void>> {
  const all = rules(node, port);
  for (const [index, rule] of all.entries()) await ip('rule', 'add', 'pref', `${10 + index}`, ...rule, 'blackhole');
  return async () => {
    for (const index of all.keys()) await ip('rule', 'del', 'pref', `${10 + index}`);
  };
}
