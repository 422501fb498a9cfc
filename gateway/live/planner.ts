import { type ArgumentNode, type DocumentNode, print } from 'graphql';
import { BoundedCache } from '../bounded-cache.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { normaliseSubscription, writeSubscription } from './normalise.ts';
import { type LivePlan, makeLivePlan } from './plan.ts';

/** A plan, and where one client's document says to begin: a value, a variable, or null. */
export interface PlannedSubscription {
  readonly plan: LivePlan;
  readonly after: ArgumentNode | null;
}

const REMEMBERED_PLANS = 1_000;

/** Plans the subscriptions of one version of the supergraph, each once. */
export class LivePlanner {
  readonly #supergraph: Supergraph;
  /** Document → operation name → plan; lives as long as the document. */
  readonly #byDocument = new WeakMap<DocumentNode, Map<string, PlannedSubscription>>();
  /** Key → plan: many documents may say the same. */
  readonly #byKey = new BoundedCache<LivePlan>(REMEMBERED_PLANS);

  constructor(supergraph: Supergraph) {
    this.#supergraph = supergraph;
  }

  /**
   * Plans a subscription of a document that is valid.
   *
   * @throws GraphQLError when it cannot be made live
   */
  plan(document: DocumentNode, operationName: string | null | undefined): PlannedSubscription {
    const known = this.#byDocument.get(document)?.get(operationName ?? '');
    if (known) return known;
    const subscription = normaliseSubscription(this.#supergraph, document, operationName);
    const written = writeSubscription(subscription);
    const key = `${this.#supergraph.version} ${print(written)}`;
    const plan = this.#byKey.get(key) ?? makeLivePlan(this.#supergraph, key, subscription, written);
    this.#byKey.set(key, plan);
    const planned: PlannedSubscription = { plan, after: subscription.after };
    const plans = this.#byDocument.get(document) ?? new Map<string, PlannedSubscription>();
    this.#byDocument.set(document, plans.set(operationName ?? '', planned));
    return planned;
  }
}
