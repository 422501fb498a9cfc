import type { SubgraphContext } from '#platform/subgraph/context.ts';
import type { Loaders } from './loaders.ts';
import type { FoundContent, MediaFile } from './store/store.ts';

/** A complete file that whoever asks may see. */
export type AttachmentModel = MediaFile & { readonly content: FoundContent };

/** What resolvers of the media subgraph get. */
export type Context = SubgraphContext<Loaders>;
