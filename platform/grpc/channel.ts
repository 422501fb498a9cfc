import { Client, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { serviceUnavailable } from '../errors/errors.ts';
import { PORT_DEADLINE_MS } from '../in-process/bound-port.ts';
import { CALL_SECONDS, timed } from '../metrics/call-seconds.ts';
import type { Durations, Metrics } from '../metrics/metrics.ts';
import { traceField } from '../trace/trace.ts';
import type { Answer, Asked, GrpcContract, GrpcMethod, ServiceName } from './contract.ts';
import { readMethods, type WireMethod } from './definition.ts';
import { HEALTH } from './health.ts';
import { fromStatus } from './status.ts';
import { ClientTls, type GrpcTls } from './tls.ts';

/** Whom to call, and as whom. */
export interface GrpcChannelOptions {
  /** The service that is called: its certificate has to hold this name (RFC 9525). */
  readonly service: ServiceName;
  /**
   * Where its processes are: `room:7400`, a name that DNS knows with the addresses of all of them, or some addresses as in
   * `ipv4:192.0.2.1:7400,192.0.2.2:7400`.
   */
  readonly target: string;
  readonly tls: GrpcTls;
  /** The folder with the `.proto` files. */
  readonly protoFolder: string;
  /** Is told how long calls take and how they end. */
  readonly metrics?: Metrics;
}

/** 500 of the longest messages, of 32 KiB each, and who is mentioned in them. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
/** What the server takes; whoever sends more learns it before anything is sent. */
export const MAX_REQUEST_BYTES = 1024 * 1024;

/** Each call goes to the next process that can be reached. */
const BALANCING = JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] });

const OPTIONS = {
  'grpc.service_config': BALANCING,
  // Otherwise DNS could say how calls are balanced, and the environment could put a proxy between services.
  'grpc.service_config_disable_resolution': 1,
  'grpc.enable_http_proxy': 0,
  // A process that is gone without a word is noticed between calls, and not by one of them.
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 2_000,
  'grpc.dns_min_time_between_resolutions_ms': 5_000,
  'grpc.max_send_message_length': MAX_REQUEST_BYTES,
  'grpc.max_receive_message_length': MAX_ANSWER_BYTES,
};

/** The connections to all processes of one service. They are made when the first call needs them. */
export class GrpcChannel {
  readonly #client: Client;
  readonly #protoFolder: string;
  /** Null until somebody asks for it. */
  #health: GrpcCalls<typeof HEALTH.methods> | null = null;
  readonly #seconds: Durations | undefined;

  constructor({ service, target, tls, protoFolder, metrics }: GrpcChannelOptions) {
    const help = 'Calls of other services, by the name of their status.';
    this.#seconds = metrics?.durations('lynk_grpc_client_seconds', help, ['method', 'code'], CALL_SECONDS);
    // Whatever the address, the certificate has to be the service's own: on one machine all are reached by the same name.
    this.#client = new Client(target, new ClientTls(tls), { ...OPTIONS, 'grpc.ssl_target_name_override': service });
    this.#protoFolder = protoFolder;
  }

  /** The calls of one of the services that the process serves. @throws Error when the contract's file is another one */
  calls<Methods extends Record<string, GrpcMethod>>(contract: GrpcContract<Methods>): GrpcCalls<Methods> {
    return new GrpcCalls(this.#client, contract, readMethods(this.#protoFolder, contract), this.#seconds);
  }

  /** Asks a process whether it serves. @throws LynkError SERVICE_UNAVAILABLE when it does not, or none answers within 2 s */
  async check(): Promise<void> {
    this.#health ??= this.calls(HEALTH);
    const { status } = await this.#health.call('check', { service: '' });
    if (status !== 'SERVING') throw serviceUnavailable('The service is stopping.');
  }

  /** Ends the connections. Calls that wait for an answer fail. */
  close(): void {
    this.#client.close();
  }
}

/** Calls of one service. */
export class GrpcCalls<Methods extends Record<string, GrpcMethod>> {
  readonly #client: Client;
  readonly #contract: GrpcContract<Methods>;
  readonly #methods: ReadonlyMap<string, WireMethod>;
  readonly #seconds: Durations | undefined;

  constructor(
    client: Client,
    contract: GrpcContract<Methods>,
    methods: ReadonlyMap<string, WireMethod>,
    seconds: Durations | undefined,
  ) {
    this.#client = client;
    this.#contract = contract;
    this.#methods = methods;
    this.#seconds = seconds;
  }

  /**
   * Calls a method and checks its answer.
   *
   * @throws LynkError that the server threw; SERVICE_UNAVAILABLE when no answer came within 2 s: the call may still take
   *   effect
   * @throws Error when one of the two breaks the contract, or the server has failed
   */
  async call<Name extends keyof Methods & string>(
    name: Name,
    request: Asked<Methods[Name]>,
  ): Promise<Answer<Methods[Name]>> {
    const { service } = this.#contract;
    const send = () => this.#send(name, request as object);
    const answer = await timed(this.#seconds, [`${service}/${name}`], send, codeOf).catch((error: ServiceError) => {
      throw fromStatus(error, service);
    });
    return this.#contract.methods[name]?.answer.parse(answer) as Answer<Methods[Name]>;
  }

  #send(name: string, request: object): Promise<object | undefined> {
    const method = this.#methods.get(name);
    if (!method) throw new Error(`${this.#contract.service} has no method ${name}.`);
    const { path, requestSerialize, responseDeserialize } = method;
    const deadline = Date.now() + PORT_DEADLINE_MS;
    return new Promise((resolve, reject) => {
      const done = (error: ServiceError | null, answer?: object) => (error ? reject(error) : resolve(answer));
      this.#client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        Metadata.fromHttp2Headers(traceField()),
        { deadline },
        done,
      );
    });
  }
}

/** The name of a status, such as `OK` or `UNAVAILABLE`. */
function codeOf(ending: { readonly value: unknown } | { readonly error: unknown }): string {
  return 'error' in ending ? (status[(ending.error as ServiceError).code] ?? 'UNKNOWN') : 'OK';
}
