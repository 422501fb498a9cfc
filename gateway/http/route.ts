import type { RequestHandler } from 'express';

/** Something that is served beside GraphQL and that the gateway knows nothing of, such as the bytes of files. */
export interface GatewayRoute {
  /** Where it begins, such as `/blobs`. */
  readonly path: string;
  /** It answers every request below; rights are its own business. Without it answering, there is nothing here. */
  readonly handler: RequestHandler;
}
