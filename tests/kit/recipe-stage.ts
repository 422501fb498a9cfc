import { expect, onTestFinished } from 'vitest';
import { LiveClient, Session } from '#client/index.ts';
import { CutSockets } from './cut-sockets.ts';
import type { Lynk } from './lynk.ts';
import { liveCursor, makeRoom, type Person, registerAll, send } from './people.ts';
import { placeOf } from './place.ts';
import { until } from './until.ts';

const MESSAGES = 60;
const CUT_EVERY = 10;

/** An item as the recipes' tests ask for it. */
export interface StageItem {
  readonly cursor?: string | null;
  readonly event?: { readonly __typename?: string; readonly message?: { readonly id: string } } | null;
}

/**
 * What a recipe is tried with: Ann and Ben in a room of a real Lynk, and Ben's client, whose first access token is one that
 * the server refuses.
 */
export class RecipeStage {
  readonly ann: Person;
  readonly ben: Person;
  readonly roomId: string;
  readonly url: string;
  readonly session: Session;
  readonly live: LiveClient;
  /** Tokens that the session was given in exchange. */
  readonly renewed: string[] = [];
  readonly #sockets = new CutSockets();

  static async open(lynk: Lynk): Promise<RecipeStage> {
    const [ann, ben] = await registerAll(lynk, 'Ann', 'Ben');
    return new RecipeStage(lynk, ann, ben, await makeRoom(ann, [ben], { name: 'The recipe room' }));
  }

  private constructor(lynk: Lynk, ann: Person, ben: Person, roomId: string) {
    this.ann = ann;
    this.ben = ben;
    this.roomId = roomId;
    this.url = lynk.url;
    this.session = new Session({
      url: lynk.url,
      tokens: { accessToken: 'stale', refreshToken: ben.refreshToken },
      onTokens: (tokens) => this.renewed.push(tokens?.accessToken ?? 'none'),
    });
    this.live = new LiveClient({
      url: lynk.wsUrl,
      accessToken: (refused) => this.session.token(refused),
      webSocket: this.#sockets.webSocket,
      pauses: { baseMs: 10, maxMs: 100, spreadMs: 100 },
    });
    onTestFinished(() => this.live.close());
  }

  /**
   * Ann writes while Ben watches and his socket is cut again and again; everything must reach him, once and in order.
   *
   * @param watch begins his subscription and returns the end of it
   */
  async watchThroughCuts(
    watch: (variables: { roomId: string; after: string }, onItem: (item: StageItem) => void) => () => void,
  ): Promise<void> {
    const after = await liveCursor(this.ann, this.roomId);
    const items: StageItem[] = [];
    const stop = watch({ roomId: this.roomId, after }, (item) => items.push(item));
    onTestFinished(stop);
    const seen = () =>
      items.flatMap(({ event }) => (event?.__typename === 'MessageSent' && event.message ? [event.message.id] : []));
    const sent: string[] = [];
    for (let index = 0; index < MESSAGES; index += 1) {
      sent.push((await send(this.ann, this.roomId, `message ${index}`)).id);
      if (index % CUT_EVERY !== CUT_EVERY / 2) continue;
      // Something must have come over a socket before it is cut, so that there is something to resume from.
      await until('an item', () => seen().length > index - CUT_EVERY / 2);
      this.#sockets.cutAll();
    }
    await until('the last message', () => seen().includes(sent.at(-1) ?? ''));
    expect(seen()).toEqual(sent);
    const places = items.flatMap(({ cursor }) => (cursor ? [placeOf(cursor)] : []));
    expect(places).toEqual(places.map((_, index) => placeOf(after) + 1 + index));
    expect(this.#sockets.cut).toBeGreaterThan(MESSAGES / CUT_EVERY / 2);
    stop();
  }
}
