import type { SubgraphContext } from '#platform/subgraph/context.ts';
import type { Loaders } from './loaders.ts';

/** A complete file that whoever asks may see. */
export type { CompleteFile as AttachmentModel } from './service/visible.ts';

/** What resolvers of the media subgraph get. */
export type Context = SubgraphContext<Loaders>;
