import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { GrpcContract } from './contract.ts';

/** How a method is called on the wire, in words of the library. */
export type WireMethod = MethodDefinition<object, object>;

/**
 * Reads a contract's file.
 *
 * @param protoFolder the folder with the `.proto` files
 * @returns method, as the code calls it → how it is called on the wire
 * @throws Error when the file does not have the service, or the service not exactly the methods of the contract
 */
export function readMethods(protoFolder: string, contract: GrpcContract): ReadonlyMap<string, WireMethod> {
  // Whole numbers are exact up to 2^53, which moments and places in a room stay far below.
  const definitions = loadSync(contract.file, {
    includeDirs: [protoFolder],
    longs: Number,
    enums: String,
    defaults: true,
  });
  const service = definitions[contract.service];
  if (!service || 'format' in service) throw new Error(`${contract.file} does not have ${contract.service}.`);
  const methods = new Map(
    Object.entries(service).map(([name, method]) => [name.charAt(0).toLowerCase() + name.slice(1), method]),
  );
  const [written, known] = [[...methods.keys()], Object.keys(contract.methods)].map((names) => names.sort().join(', '));
  if (written !== known) throw new Error(`${contract.service} has the methods ${written}, and ${known} are known.`);
  return methods as ReadonlyMap<string, WireMethod>;
}
