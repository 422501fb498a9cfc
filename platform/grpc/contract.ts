import { z } from 'zod';

/** The processes that call each other. */
export type ServiceName = 'gateway' | 'auth' | 'user' | 'room' | 'message' | 'media' | 'notification';

/** What a certificate calls a service, as `init/tls/make.sh` makes them. */
export const commonName = (service: ServiceName) => `lynk_${service}`;

/** As many things as one call may ask about: the ports say so, too. */
export const MAX_BATCH = 500;

/**
 * One call of a service. What arrives is checked on both sides: protocol buffers know neither bounds nor which text is a
 * UUID, and give every field that was left out the value 0.
 */
export interface GrpcMethod {
  /** Who may call it: nobody else, whatever its certificate. */
  readonly callers: readonly ServiceName[] | 'everybody';
  readonly request: z.ZodType;
  readonly answer: z.ZodType;
}

/** A service of `schema/<file>`, with the name of each method as the code calls it (`displayNames` for `DisplayNames`). */
export interface GrpcContract<Methods extends Record<string, GrpcMethod> = Record<string, GrpcMethod>> {
  readonly file: string;
  /** With its package, such as `lynk.validation.v1.Validation`. */
  readonly service: string;
  readonly methods: Methods;
}

/** What a method is asked: as it is sent, and as it has been checked. */
export type Asked<Method extends GrpcMethod> = z.input<Method['request']>;
export type Request<Method extends GrpcMethod> = z.output<Method['request']>;
/** What a method answers: as it is sent, and as it has been checked. */
export type Answered<Method extends GrpcMethod> = z.input<Method['answer']>;
export type Answer<Method extends GrpcMethod> = z.output<Method['answer']>;

/** A UUID, in the text of RFC 9562 §4. */
export const uuid = z.guid();

/** Up to 500 of something. */
export const batch = <Item extends z.ZodType>(item: Item) => z.array(item).max(MAX_BATCH).readonly();

/** A list whose length its server bounds; what one message may hold bounds it here. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** Something that may be missing: on the wire a field that is left out. */
export const nullable = <Value extends z.ZodType>(value: Value) => value.nullish().transform((given) => given ?? null);

/**
 * The answers to a batch, when there is one for each request.
 *
 * @throws Error otherwise: taken in order they would be about other things than was asked
 */
export function inOrder<Item>(answers: readonly Item[], requests: readonly unknown[]): readonly Item[] {
  if (answers.length !== requests.length) {
    throw new Error(`${requests.length} requests have ${answers.length} answers.`);
  }
  return answers;
}
