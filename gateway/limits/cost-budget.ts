import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import { LynkError } from '#platform/errors/errors.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { networkOf } from '#platform/network/network.ts';
import type { RateLimit } from '#platform/rate-limit/rate-limit.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import type { ViewerLimits } from '../config.ts';
import { compileCost, type OperationCost } from './cost.ts';
import { PageSizes } from './page-sizes.ts';

type CostLimits = Pick<ViewerLimits, 'costPerOperation' | 'costPerMinute'>;

/** Bounds of one operation, and of what a minute may cost. */
export interface BudgetLimits extends CostLimits {
  /** The longest page. */
  readonly page: number;
}

/** One operation of a document that is valid. */
export interface PricedOperation {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** What is known of a document's operation, as long as its schema is the current one. */
interface Known {
  readonly schema: GraphQLSchema;
  readonly cost: OperationCost;
}

/** What a budget works with. */
export interface CostBudgetOptions {
  readonly rateLimit: RateLimit;
  readonly limits: BudgetLimits;
  /** What clients see at this moment. */
  readonly schema: () => GraphQLSchema;
  /** Is told of each refusal: of what nobody may run or ask for, and of what one budget is too small for now. */
  readonly onRefused: (reason: 'cost' | 'budget' | 'limits') => void;
  readonly logger: Logger;
}

/** Lets operations run within the budget of whoever asks. */
export class CostBudget {
  readonly #options: CostBudgetOptions;
  /** Document → operation name → its cost. Documents are kept by those who parse them, each with a bound. */
  readonly #costs = new WeakMap<DocumentNode, Map<string, Known>>();

  readonly #pages: PageSizes;

  constructor(options: CostBudgetOptions) {
    this.#options = options;
    this.#pages = new PageSizes(options.limits.page);
  }

  /**
   * Charges an operation to whoever asks, before it runs. One that does not exist is charged nothing.
   *
   * @throws LynkError BAD_USER_INPUT when nobody may run it, or a page is too long; RATE_LIMITED when the budget is used up: then nothing was
   *   charged. Both say the limit and the cost.
   */
  async charge(operation: PricedOperation, origin: RequestOrigin): Promise<void> {
    const { rateLimit, limits, onRefused, logger } = this.#options;
    const variables = operation.variables ?? {};
    const cost = this.#costOf(operation)?.(variables);
    if (cost === undefined) return;
    try {
      this.#pages.check(operation.document, operation.operationName, variables);
    } catch (error) {
      onRefused('limits');
      throw error;
    }
    const { costPerMinute } = limits;
    const most = Math.min(limits.costPerOperation, costPerMinute);
    if (cost > most) {
      onRefused('cost');
      throw tooCostly(cost, most);
    }
    const key = bucketOf(origin);
    if (key === null) return;
    const rule = { perSecond: costPerMinute / 60, burst: costPerMinute };
    const decision = await rateLimit.take([key], rule, cost).catch((err) => {
      // Chat goes on without the buckets; the bounds of sockets, operations and queues still hold.
      logger.warn({ err }, 'the cost of an operation was not charged');
      return null;
    });
    if (!decision || decision.allowed) return;
    onRefused('budget');
    throw usedUp(cost, costPerMinute, decision.retryAfterMs);
  }

  #costOf({ document, operationName }: PricedOperation): OperationCost | undefined {
    const schema = this.#options.schema();
    const name = operationName ?? '';
    const known = this.#costs.get(document) ?? new Map<string, Known>();
    const found = known.get(name);
    if (found?.schema === schema) return found.cost;
    const operation = getOperationAST(document, operationName);
    if (!operation) return undefined;
    const cost = compileCost(schema, document, operation);
    this.#costs.set(document, known.set(name, { schema, cost }));
    return cost;
  }
}

/** Null when it is not known who asks: a socket that is closing has no address any more. */
function bucketOf({ identity, clientAddress }: RequestOrigin): string | null {
  if (identity.kind === 'user') return `cost:account:${identity.userId}`;
  return clientAddress === null ? null : `cost:address:${networkOf(clientAddress)}`;
}

function tooCostly(value: number, limit: number): LynkError {
  return new LynkError(
    'BAD_USER_INPUT',
    `The operation costs ${value}; at most ${limit} is taken (limit \`cost\`). Ask for shorter pages or fewer fields.`,
    { limit, value },
  );
}

function usedUp(value: number, limit: number, retryAfterMs: number): LynkError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new LynkError(
    'RATE_LIMITED',
    `The operation costs ${value}, and your ${limit} for a minute are used up. Try again in ${seconds} s.`,
    { retryAfterMs, limit, value },
  );
}
